import { InputError } from '@backstage/errors';
import { GroupMembers, Groups } from '@gitbeaker/rest';
import type { Team } from '../access/Access';
import type { TeamCalls } from '../access/DefaultTeams';
import { members } from '../access/presentMember';
import { notUnderstood } from '../http/failures';
import type { HostedOwner } from '../location/HostedRepository';
import { PAGE_SIZE, type GitlabLine } from './gitlabLine';
import { gitlabUser } from './gitlabUsers';

const DEVELOPER = 30;

export const gitlabTeams = (line: GitlabLine): TeamCalls => ({
  async list(owner, signal) {
    const itself = await line.ask(owner, signal, options =>
      new Groups(options).show(owner.owner, { withProjects: false }),
    );
    const below = await line.list(owner, signal, {
      what: 'a list of groups',
      page: (options, page) =>
        new Groups(options).allDescendantGroups(owner.owner, {
          page,
          perPage: PAGE_SIZE,
        }),
      present: item => presentGroup(owner, item),
      keyOf: ({ key }) => key,
    });
    return [presentGroup(owner, itself), ...below];
  },

  async listMembers(owner, key, signal) {
    const group = requireBelow(owner, key);
    return line.list(owner, signal, {
      ...members(owner),
      page: (options, page) =>
        new GroupMembers(options).all(group, { page, perPage: PAGE_SIZE }),
    });
  },

  async add(owner, key, login, signal) {
    const group = requireBelow(owner, key);
    const userId = await gitlabUser(line, owner, login, signal);
    await line.ask(owner, signal, options =>
      new GroupMembers(options).add(group, DEVELOPER, { userId }),
    );
  },

  async remove(owner, key, login, signal) {
    const group = requireBelow(owner, key);
    const userId = await gitlabUser(line, owner, login, signal);
    await line.ask(owner, signal, options =>
      new GroupMembers(options).remove(group, userId),
    );
  },
});

function presentGroup(owner: HostedOwner, answer: unknown): Team {
  const { full_path: key, name } = (answer ?? {}) as {
    full_path?: string;
    name?: string;
  };
  if (!key || !name) throw notUnderstood(owner, 'a group');
  return { key, name };
}

/** @throws InputError for the path of somebody else's group */
function requireBelow({ owner }: HostedOwner, key: string): string {
  const isBelow = `${key}/`.toLowerCase().startsWith(`${owner}/`.toLowerCase());
  if (isBelow) return key;
  throw new InputError(`team "${key}" is no group of "${owner}"`);
}
