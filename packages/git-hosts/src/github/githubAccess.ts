import type { Collaborator, Permission } from '../access/Access';
import type { AccessCalls } from '../access/DefaultAccess';
import { isCalled } from '../access/names';
import { loginIn } from '../access/presentMember';
import { notUnderstood } from '../http/failures';
import type { HostedRepository, HostPlace } from '../location/HostedRepository';
import { PAGE_SIZE, repoOf, type GithubLine } from './githubLine';

const WORDS = { read: 'pull', write: 'push', admin: 'admin' } as const;

/** What it says one may do, with its roles between. */
const MAY: Record<string, Permission> = {
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
};

export const githubAccess = (line: GithubLine): AccessCalls => ({
  async list(repository, signal) {
    const query = { ...repoOf(repository), per_page: PAGE_SIZE };
    const there = await line.list(repository, signal, {
      what: 'a list of collaborators',
      page: async (octokit, page) => {
        const { data } = await octokit.request(
          'GET /repos/{owner}/{repo}/collaborators',
          { ...query, affiliation: 'direct', page },
        );
        return data;
      },
      present: item => presentCollaborator(repository, item),
      keyOf: ({ login }) => login,
    });
    const invited = await listInvitations(line, repository, signal);
    return [...there, ...invited.map(({ collaborator }) => collaborator)];
  },

  async permissionOf(repository, username, signal) {
    const { data } = await line.ask(repository, signal, octokit =>
      octokit.request(
        'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
        { ...repoOf(repository), username },
      ),
    );
    // It tells maintain as write and triage as read; roles of an organisation's own by what they are built on.
    const { permission: told } = (data ?? {}) as { permission?: unknown };
    if (told === 'none') return undefined;
    if (typeof told === 'string' && Object.hasOwn(MAY, told)) return MAY[told];
    throw notUnderstood(repository, 'the permission of an account');
  },

  async set(repository, username, permission, signal) {
    await line.ask(repository, signal, octokit =>
      octokit.request('PUT /repos/{owner}/{repo}/collaborators/{username}', {
        ...repoOf(repository),
        username,
        permission: WORDS[permission],
      }),
    );
  },

  /** An invitation stays when one is no collaborator any more. */
  async remove(repository, { login, isInvited }, signal) {
    const { ask } = line;
    const known = repoOf(repository);
    if (!isInvited) {
      await ask(repository, signal, octokit =>
        octokit.request(
          'DELETE /repos/{owner}/{repo}/collaborators/{username}',
          { ...known, username: login },
        ),
      );
    }
    const all = await listInvitations(line, repository, signal);
    const named = isCalled(login);
    for (const { id } of all.filter(one => named(one.collaborator))) {
      await ask(repository, signal, octokit =>
        octokit.request(
          'DELETE /repos/{owner}/{repo}/invitations/{invitation_id}',
          { ...known, invitation_id: id },
        ),
      );
    }
  },
});

interface Invitation {
  id: number;
  collaborator: Collaborator;
}

async function listInvitations(
  { list }: GithubLine,
  repository: HostedRepository,
  signal?: AbortSignal,
): Promise<Invitation[]> {
  const query = { ...repoOf(repository), per_page: PAGE_SIZE };
  const all = await list(repository, signal, {
    what: 'a list of invitations',
    page: async (octokit, page) =>
      (
        await octokit.request('GET /repos/{owner}/{repo}/invitations', {
          ...query,
          page,
        })
      ).data,
    present: item => presentInvitation(repository, item),
    keyOf: ({ id }) => id,
  });
  // One that ended can be answered no more.
  return all.filter(({ expired }) => !expired);
}

function presentCollaborator(place: HostPlace, answer: unknown): Collaborator {
  const { permissions } = (answer ?? {}) as {
    permissions?: Record<string, boolean>;
  };
  if (!permissions) throw notUnderstood(place, 'a collaborator');
  const { admin, maintain, push } = permissions;
  const mayWrite = push || maintain ? 'write' : 'read';
  const permission: Permission = admin ? 'admin' : mayWrite;
  return { login: loginIn(place, answer), isInvited: false, permission };
}

function presentInvitation(
  place: HostPlace,
  answer: unknown,
): Invitation & { expired: boolean } {
  const { id, invitee, permissions, expired } = (answer ?? {}) as Record<
    string,
    unknown
  >;
  const permission = MAY[String(permissions)];
  if (typeof id !== 'number' || !permission) {
    throw notUnderstood(place, 'an invitation');
  }
  const login = loginIn(place, invitee);
  return {
    id,
    collaborator: { login, isInvited: true, permission },
    expired: expired === true,
  };
}
