import type { TeamCalls } from '../access/DefaultTeams';
import { members } from '../access/presentMember';
import { notUnderstood } from '../http/failures';
import { PAGE_SIZE, type GithubLine } from './githubLine';

export const githubTeams = ({ ask, list }: GithubLine): TeamCalls => ({
  list(owner, signal) {
    const query = { org: owner.owner, per_page: PAGE_SIZE };
    return list(owner, signal, {
      what: 'a list of teams',
      page: async (octokit, page) =>
        (await octokit.request('GET /orgs/{org}/teams', { ...query, page }))
          .data,
      present: item => {
        const { slug, name } = (item ?? {}) as { slug?: string; name?: string };
        if (!slug || !name) throw notUnderstood(owner, 'a team');
        return { key: slug, name };
      },
      keyOf: ({ key }) => key,
    });
  },

  /** GitHub lists apart who has not said yes yet; who has no account yet has no name there. */
  async listMembers(owner, key, signal) {
    const query = { org: owner.owner, team_slug: key, per_page: PAGE_SIZE };
    const there = await list(owner, signal, {
      ...members(owner),
      page: async (octokit, page) => {
        const { data } = await octokit.request(
          'GET /orgs/{org}/teams/{team_slug}/members',
          { ...query, page },
        );
        return data;
      },
    });
    const invited = await list(owner, signal, {
      what: 'a list of invitations',
      page: async (octokit, page) => {
        const { data } = await octokit.request(
          'GET /orgs/{org}/teams/{team_slug}/invitations',
          { ...query, page },
        );
        return data;
      },
      present: item => {
        const { id, login } = (item ?? {}) as { id?: number; login?: unknown };
        if (!id) throw notUnderstood(owner, 'an invitation');
        return { id, login: typeof login === 'string' ? login : undefined };
      },
      keyOf: ({ id }) => id,
    });
    const named = invited.flatMap(({ login }) =>
      login ? [{ login, isInvited: true }] : [],
    );
    return [...there, ...named];
  },

  add(owner, key, username, signal) {
    return ask(owner, signal, octokit =>
      octokit.request(
        'PUT /orgs/{org}/teams/{team_slug}/memberships/{username}',
        { org: owner.owner, team_slug: key, username },
      ),
    );
  },

  remove(owner, key, username, signal) {
    return ask(owner, signal, octokit =>
      octokit.request(
        'DELETE /orgs/{org}/teams/{team_slug}/memberships/{username}',
        { org: owner.owner, team_slug: key, username },
      ),
    );
  },
});
