import type { TokenScope } from '../types.ts';

/** What of the host a call is about, as Gitea divides it. */
type ScopeArea = 'repository' | 'user' | 'organization' | 'issue';

const AREAS: ScopeArea[] = ['repository', 'user', 'organization', 'issue'];

export const SCOPES: TokenScope[] = [
  'all',
  ...AREAS.flatMap(area => [`read:${area}`, `write:${area}`] as const),
];

export interface Demand {
  area: ScopeArea;
  isWrite: boolean;
}

/** Whether a token with these scopes may do it; who may write may read too. */
export function allows(
  scopes: TokenScope[],
  { area, isWrite }: Demand,
): boolean {
  const enough: TokenScope[] = ['all', `write:${area}`];
  if (!isWrite) enough.push(`read:${area}`);
  return enough.some(scope => scopes.includes(scope));
}

/**
 * What a call of the API is about, by its path below `/api/v1`; undefined for the version. In any case as routes are, and
 * without what routes leave out: they take `demo//issues` for `demo/issues`.
 */
export function areaOf(path: string): ScopeArea | undefined {
  const parts = path.toLowerCase().split('/').filter(Boolean);
  const [first, , , below] = parts;
  if (first === 'version') return undefined;
  if (first === 'orgs' || first === 'teams') return 'organization';
  if (first === 'user' || first === 'users') return 'user';
  return below === 'issues' ? 'issue' : 'repository';
}
