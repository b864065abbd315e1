import type { HostType } from '../index';
import { MYORG, pageIn, SHOP } from './scriptedHosts';
import type { Answer, ScriptedHost, Seen } from './ScriptedHost';

interface Collaborator {
  login: string;
  /** In the words of the host that is asked. */
  permission: string | number;
}

const NOT_FOUND = { status: 404, body: { message: 'Not Found' } };
const DONE = { status: 204 };

const TEAMS = {
  gitea: `${MYORG.gitea}/teams`,
  github: `${MYORG.github}/teams`,
  gitlab: `${MYORG.gitlab}/descendant_groups`,
};
const CORE = {
  gitea: '/api/v1/teams/7/',
  github: `${MYORG.github}/teams/core/`,
  gitlab: '/api/v4/groups/myorg%2Fcore/',
};

const known: string[] = [];

function idOf(login: string): number {
  if (!known.includes(login)) known.push(login);
  return known.indexOf(login) + 1;
}

const nameOf = (id: number) => known[id - 1];

const present = (login: string) => ({
  id: idOf(login),
  login,
  username: login,
});

/** Who belongs to one repository and one team, as the REST documentation of each host describes it. */
export class PeopleDouble {
  /** Of the repository. */
  people: Collaborator[] = [];
  /** Asked, and not in yet; GitHub has these. */
  invited: Collaborator[] = [];
  /** Of the project, on GitLab. */
  visibility = 'private';
  /** Of the team "core", that of "others" is somebody else's. */
  members: string[] = [];
  invitedMembers: string[] = [];
  /** Accounts that belong to nothing yet; on GitHub they are invited. */
  readonly strangers = new Set<string>();
  readonly #type: HostType;

  constructor(host: ScriptedHost, type: HostType) {
    this.#type = type;
    host.answer = seen => this.answer(seen);
  }

  answer(seen: Seen): Answer {
    const { pathname } = new URL(seen.url, 'http://any');
    const type = this.#type;
    if (pathname === '/api/v4/users') return this.#user(seen);
    if (pathname.startsWith(CORE[type])) return this.#team(seen, pathname);
    if (pathname === TEAMS[type]) return this.#teams(seen);
    if (type === 'gitlab' && pathname === SHOP.gitlab) {
      return { status: 200, body: { visibility: this.visibility } };
    }
    if (pathname === MYORG.gitlab) {
      return { status: 200, body: { full_path: 'myorg', name: 'My Org' } };
    }
    const [, what] = pathname.split(`${SHOP[type]}/`);
    if (what?.startsWith('invitations')) {
      return this.#invitations(seen, pathname);
    }
    const people = type === 'gitlab' ? 'members' : 'collaborators';
    return what?.startsWith(people)
      ? this.#repository(seen, pathname)
      : NOT_FOUND;
  }

  #user({ url }: Seen): Answer {
    const login = new URL(url, 'http://any').searchParams.get('username') ?? '';
    const all = [{ id: idOf(login), username: login }];
    return { status: 200, body: login === 'nobody' ? [] : all };
  }

  #teams(seen: Seen): Answer {
    const teams = ['core', 'ops', 'web'].map((name, at) => ({
      id: at + 7,
      name: name.toUpperCase(),
      slug: name,
      full_path: `myorg/${name}`,
    }));
    // Gitea's name is what it is known by.
    const all = teams.map(one =>
      this.#type === 'gitea' ? { ...one, name: one.slug } : one,
    );
    return pageIn(all, seen);
  }

  #team(seen: Seen, pathname: string): Answer {
    if (seen.method === 'GET') {
      const isInvited = pathname.endsWith('/invitations');
      const all = isInvited ? this.invitedMembers : this.members;
      return pageIn(all.map(present), seen);
    }
    const login = this.#named(seen, pathname);
    if (seen.method === 'DELETE') {
      const isThere = [...this.members, ...this.invitedMembers].includes(login);
      this.members = this.members.filter(one => one !== login);
      this.invitedMembers = this.invitedMembers.filter(one => one !== login);
      return isThere ? DONE : NOT_FOUND;
    }
    const isAsked = this.#type === 'github' && this.strangers.has(login);
    (isAsked ? this.invitedMembers : this.members).push(login);
    return { status: 200, body: {} };
  }

  #invitations(seen: Seen, pathname: string): Answer {
    if (seen.method === 'GET') {
      const all = this.invited.map(({ login, permission }) => ({
        id: idOf(login),
        invitee: { login },
        permissions: permission,
        expired: false,
      }));
      return pageIn(all, seen);
    }
    const id = Number(pathname.split('/').at(-1));
    this.invited = this.invited.filter(({ login }) => idOf(login) !== id);
    return DONE;
  }

  #repository(seen: Seen, pathname: string): Answer {
    const { method, body } = seen;
    if (pathname.endsWith('/permission')) {
      const login = pathname.split('/').at(-2);
      const found = this.people.find(one => one.login === login);
      const words: Record<string, string> = { pull: 'read', push: 'write' };
      const told = String(found?.permission ?? 'none');
      return { status: 200, body: { permission: words[told] ?? told } };
    }
    const [, byAllWays] = /members\/all\/(\d+)$/.exec(pathname) ?? [];
    if (byAllWays) {
      const found = this.people.find(
        one => one.login === nameOf(Number(byAllWays)),
      );
      return found
        ? { status: 200, body: this.#presentPerson(found) }
        : NOT_FOUND;
    }
    if (method === 'GET') {
      return pageIn(
        this.people.map(one => this.#presentPerson(one)),
        seen,
      );
    }
    const login = this.#named(seen, pathname);
    if (login === 'nobody') return NOT_FOUND;
    const before = this.people.find(one => one.login === login);
    if (method === 'DELETE') {
      this.people = this.people.filter(one => one !== before);
      return before ? DONE : NOT_FOUND;
    }
    if (before && method === 'POST') {
      return { status: 409, body: { message: 'Member already exists' } };
    }
    return this.#give(
      login,
      (body?.permission ?? body?.access_level) as string,
    );
  }

  #give(login: string, permission: string): Answer {
    const isAsked = this.#type === 'github' && this.strangers.has(login);
    if (isAsked) {
      const word = permission === 'push' ? 'write' : 'read';
      this.invited.push({ login, permission: word });
      return { status: 201, body: { id: idOf(login) } };
    }
    this.people = this.people.filter(one => one.login !== login);
    this.people.push({ login, permission });
    return this.#type === 'gitlab' ? { status: 201, body: {} } : DONE;
  }

  /** GitLab knows people by numbers: that of the one who was asked about. */
  #named({ body }: Seen, pathname: string): string {
    const last = body?.user_id ?? pathname.split('/').at(-1);
    return this.#type === 'gitlab' ? nameOf(Number(last)) : String(last);
  }

  #presentPerson({ login, permission }: Collaborator) {
    const permissions = {
      admin: permission === 'admin',
      push: permission === 'admin' || permission === 'push',
      pull: true,
    };
    return {
      ...present(login),
      access_level: Number(permission),
      permissions,
    };
  }
}
