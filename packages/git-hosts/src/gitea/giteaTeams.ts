import { NotFoundError } from '@backstage/errors';
import type { Team as Answer } from 'gitea-js';
import type { TeamCalls } from '../access/DefaultTeams';
import { members } from '../access/presentMember';
import { notUnderstood } from '../http/failures';
import type { HostedOwner } from '../location/HostedRepository';
import { PAGE_SIZE, type GiteaLine } from './giteaLine';

export const giteaTeams = (line: GiteaLine): TeamCalls => ({
  async list(owner, signal) {
    const teams = await listTeams(line, owner, signal);
    return teams.map(({ name }) => ({ key: name, name }));
  },

  async listMembers(owner, key, signal) {
    const id = await idOf(line, { owner, key, signal });
    return line.list(owner, signal, {
      ...members(owner),
      page: async ({ teams }, page) => {
        const query = { page, limit: PAGE_SIZE };
        return (await teams.orgListTeamMembers(id, query)).data;
      },
    });
  },

  async add(owner, key, login, signal) {
    const id = await idOf(line, { owner, key, signal });
    await line.ask(owner, signal, ({ teams }) =>
      teams.orgAddTeamMember(id, login),
    );
  },

  async remove(owner, key, login, signal) {
    const id = await idOf(line, { owner, key, signal });
    await line.ask(owner, signal, ({ teams }) =>
      teams.orgRemoveTeamMember(id, login),
    );
  },
});

function listTeams(
  { list }: GiteaLine,
  owner: HostedOwner,
  signal?: AbortSignal,
): Promise<{ id: number; name: string }[]> {
  return list(owner, signal, {
    what: 'a list of teams',
    page: async ({ orgs }, page) => {
      const query = { page, limit: PAGE_SIZE };
      return (await orgs.orgListTeams(owner.owner, query)).data;
    },
    present: item => {
      const { id, name } = (item ?? {}) as Answer;
      if (!id || !name) throw notUnderstood(owner, 'a team');
      return { id, name };
    },
    keyOf: ({ id }) => id,
  });
}

/** Gitea knows a team by a number, which says nothing of whose it is: it has to be one of the owner's. */
async function idOf(
  line: GiteaLine,
  asked: { owner: HostedOwner; key: string; signal?: AbortSignal },
): Promise<number> {
  const { owner, key, signal } = asked;
  const teams = await listTeams(line, owner, signal);
  const team = teams.find(
    ({ name }) => name.toLowerCase() === key.toLowerCase(),
  );
  if (team) return team.id;
  throw new NotFoundError(`${owner.pageUrl} has no team "${key}"`);
}
