import type { ScmIntegrationRegistry } from '@backstage/integration';

// Where each kind of Git host shows a commit, after the address of the repository.
const COMMIT_PATHS: Record<string, string> = {
  github: '/commit/',
  gitea: '/commit/',
  gitlab: '/-/commit/',
};

/** The page of a commit; undefined for a host that is not known, or several revisions. */
export function commitUrl(
  integrations: ScmIntegrationRegistry,
  repository: string | undefined,
  revision: string | null,
): string | undefined {
  if (!repository || !revision || !/^[0-9a-f]{40,64}$/.test(revision)) {
    return undefined;
  }
  const path = COMMIT_PATHS[integrations.byUrl(repository)?.type ?? ''];
  return path && `${repository.replace(/\.git\/?$/, '')}${path}${revision}`;
}
