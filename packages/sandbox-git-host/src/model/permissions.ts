import type {
  Permission,
  RepositoryRecord,
  TeamRecord,
  Visibility,
} from '../types.ts';

const ORDER: (Permission | undefined)[] = [
  undefined,
  'read',
  'write',
  'admin',
  'owner',
];

/** Whether what one has is enough for what is asked. */
export function reaches(
  has: Permission | undefined,
  wanted: Permission,
): boolean {
  return ORDER.indexOf(has) >= ORDER.indexOf(wanted);
}

/** The most of several permissions. */
function mostOf(all: (Permission | undefined)[]): Permission | undefined {
  return all.reduce(
    (most, one) => (ORDER.indexOf(one) > ORDER.indexOf(most) ? one : most),
    undefined,
  );
}

/** Who may do what as a rule, before teams and collaborators are looked at. */
export interface OrganisationRules {
  /** `limited` shows public repositories to who signed in, `private` to members alone. */
  visibility: Visibility | 'limited';
  /** What each member may do in repositories that are not private; absent is no more than to read. */
  membersMay?: 'read' | 'write';
}

interface Asked {
  /** Account name; absent for who did not sign in. */
  name?: string;
  repository: Pick<RepositoryRecord, 'name' | 'isPrivate' | 'collaborators'>;
  /** Those that the account belongs to. */
  teams: TeamRecord[];
  rules: OrganisationRules;
}

/**
 * What somebody may do in a repository: the most of what everybody, a member, a team and a collaborator may. This is the
 * one rule: git, the API and the pages all ask it. That an archived repository takes no change comes on top.
 * @returns undefined for who may not even learn that there is one
 */
export function permissionIn(asked: Asked): Permission | undefined {
  const { name, repository, teams } = asked;
  if (name === undefined) return publicPermission(asked);
  const own = teams.filter(team => isOf(team, repository.name));
  return mostOf([
    publicPermission(asked),
    repository.collaborators[name],
    ...own.map(({ permission }) => permission),
  ]);
}

/** Every account belongs to the organisation: it is the organisation's Git host. */
function publicPermission(asked: Asked): Permission | undefined {
  const { name, repository, rules } = asked;
  if (repository.isPrivate) return undefined;
  if (name === undefined) {
    return rules.visibility === 'public' ? 'read' : undefined;
  }
  return rules.membersMay ?? 'read';
}

/** Whether the account belongs to the team. */
export function isIn(name: string, team: TeamRecord): boolean {
  return team.members.includes(name);
}

/** Whether the team has the repository. */
export function isOf(team: TeamRecord, repository: string): boolean {
  return (
    team.permission === 'owner' ||
    team.includesAllRepositories ||
    team.repositories.includes(repository)
  );
}
