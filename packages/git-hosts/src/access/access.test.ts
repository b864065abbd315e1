import { PeopleDouble } from '../__testUtils__/PeopleDouble';
import {
  hostsOf,
  pageOf,
  TYPES,
  useScriptedHost,
} from '../__testUtils__/scriptedHosts';
import { failureOf } from '../index';

const ELSEWHERE = ['..', 'a/b', '', 'a?b', '../../orgs'];

const scripted = useScriptedHost();

const writes = () =>
  scripted.host.seen.filter(({ method }) => method !== 'GET');
const endOf = async (call: Promise<unknown>) =>
  failureOf(await call.catch(error => error))?.ending;

/** What each host says for the same three. */
const WORDS = {
  gitea: { read: 'read', write: 'write', admin: 'admin' },
  github: { read: 'pull', write: 'push', admin: 'admin' },
  gitlab: { read: 20, write: 30, admin: 40 },
};

const start = (type: (typeof TYPES)[number]) => {
  const double = new PeopleDouble(scripted.host, type);
  const hosts = hostsOf(scripted.host, type);
  const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
  const owner = hosts.owner({ host: scripted.host.host, owner: 'myorg' });
  return { double, place, owner, ...hosts.of(place) };
};

describe.each(TYPES)('who has a permission in a repository on %s', type => {
  it('is listed from all pages, with what one may do', async () => {
    const { double, place, access } = start(type);
    const held = { ada: 'read', bob: 'write', cleo: 'admin' } as const;
    double.people = Object.entries(held).map(([login, one]) => ({
      login,
      permission: WORDS[type][one],
    }));
    expect(await access.listCollaborators(place)).toEqual(
      Object.entries(held).map(([login, permission]) => ({
        login,
        isInvited: false,
        permission,
      })),
    );
  });

  it('gets it, gets another one, and loses it once', async () => {
    const { double, place, access } = start(type);
    await access.setCollaborator(place, 'ada', 'write');
    await access.setCollaborator(place, 'ada', 'read');
    const read = { login: 'ada', permission: WORDS[type].read };
    expect(double.people).toEqual([read]);
    expect(await access.removeCollaborator(place, 'Ada')).toBe(true);
    expect(await access.removeCollaborator(place, 'ada')).toBe(false);
    expect(double.people).toEqual([]);
  });

  it('is asked one by one, and who has none may have none', async () => {
    const { double, place, access } = start(type);
    const held = { ada: 'read', bob: 'write', cleo: 'admin' } as const;
    double.people = Object.entries(held).map(([login, one]) => ({
      login,
      permission: WORDS[type][one],
    }));
    for (const [login, permission] of Object.entries(held)) {
      expect(await access.permissionOf(place, login)).toBe(permission);
    }
    expect(await access.permissionOf(place, 'dora')).toBeUndefined();
    expect(writes()).toEqual([]);
  });

  it.each<[number, string]>([
    [404, 'missing'],
    [403, 'denied'],
    [502, 'away'],
  ])(
    'is not taken for none when the host answers %s',
    async (status, ending) => {
      const { place, access } = start(type);
      scripted.host.answer = () => ({ status, body: { message: 'no' } });
      expect(await endOf(access.permissionOf(place, 'ada'))).toBe(ending);
    },
  );

  it('is not taken for none when the host answers in other words', async () => {
    const { double, place, access } = start(type);
    double.people = [{ login: 'ada', permission: 'superuser' }];
    scripted.host.answer = seen => {
      const answer = double.answer(seen);
      return /members\/all/.test(seen.url)
        ? { status: 200, body: { username: 'ada' } }
        : answer;
    };
    expect(await endOf(access.permissionOf(place, 'ada'))).toBe(
      'not-understood',
    );
  });

  it.each<[string, number, number, string]>([
    ['a page of the list fails', 2, 502, 'away'],
    ['they may not be seen', 1, 403, 'denied'],
    ['they are hidden as if there were none', 1, 404, 'missing'],
  ])('stays, and is no empty list, when %s', async (_, bad, status, ending) => {
    const { double, place, access } = start(type);
    double.people = ['ada', 'bob', 'cleo'].map(login => ({
      login,
      permission: WORDS[type].read,
    }));
    scripted.host.answer = seen =>
      !/permission$|users/.test(seen.url) && pageOf(seen) === bad
        ? { status, body: { message: 'no' } }
        : double.answer(seen);
    expect(await endOf(access.listCollaborators(place))).toBe(ending);
    expect(await endOf(access.removeCollaborator(place, 'cleo'))).toBe(ending);
    expect(writes()).toEqual([]);
  });

  it('is not said to have lost it to who may see and not take it', async () => {
    const { double, place, access } = start(type);
    double.people = [{ login: 'ada', permission: WORDS[type].read }];
    scripted.host.answer = seen =>
      seen.method === 'DELETE'
        ? { status: 404, body: { message: 'Not Found' } }
        : double.answer(seen);
    expect(await endOf(access.removeCollaborator(place, 'ada'))).toBe(
      'missing',
    );
  });

  it('is one account, and no other part of the API', async () => {
    const { place, owner, access, teams } = start(type);
    for (const login of ELSEWHERE) {
      for (const call of [
        access.setCollaborator(place, login, 'read'),
        access.removeCollaborator(place, login),
        access.permissionOf(place, login),
        teams.addMember(owner, 'core', login),
      ]) {
        await expect(call).rejects.toThrow(/name of no account/);
      }
    }
    expect(writes()).toEqual([]);
    await expect(
      access.setCollaborator(place, 'nobody', 'read'),
    ).rejects.toThrow(/answered 404|no account "nobody"/);
  });
});

describe.each(TYPES)('the teams of an owner on %s', type => {
  const key = type === 'gitlab' ? 'myorg/core' : 'core';

  it('are listed from all pages', async () => {
    const { owner, teams } = start(type);
    const found = (await teams.list(owner)).map(one => one.key);
    expect(found).toEqual(
      type === 'gitlab'
        ? ['myorg', 'myorg/core', 'myorg/ops', 'myorg/web']
        : ['core', 'ops', 'web'],
    );
  });

  it('get a member once, and lose it once', async () => {
    const { double, owner, teams } = start(type);
    double.members = ['bob', 'cleo', 'dora'];
    expect(await teams.addMember(owner, key, 'ada')).toBe(true);
    expect(await teams.addMember(owner, key, 'ADA')).toBe(false);
    const all = ['bob', 'cleo', 'dora', 'ada'];
    expect(await teams.listMembers(owner, key)).toEqual(
      all.map(login => ({ login, isInvited: false })),
    );
    expect(await teams.removeMember(owner, key, 'ada')).toBe(true);
    expect(await teams.removeMember(owner, key, 'ada')).toBe(false);
    expect(double.members).toEqual(['bob', 'cleo', 'dora']);
  });

  it('stay as they are while a page of the members fails', async () => {
    const { double, owner, teams } = start(type);
    double.members = ['bob', 'cleo', 'dora'];
    scripted.host.answer = seen =>
      seen.url.includes('members') && pageOf(seen) === 2
        ? { status: 503, body: '' }
        : double.answer(seen);
    expect(await endOf(teams.addMember(owner, key, 'dora'))).toBe('away');
    expect(await endOf(teams.removeMember(owner, key, 'dora'))).toBe('away');
    expect(writes()).toEqual([]);
  });

  it('of somebody else are none', async () => {
    const { owner, teams } = start(type);
    const other = type === 'gitlab' ? 'myorganisation/core' : '../other/core';
    await expect(teams.addMember(owner, other, 'ada')).rejects.toThrow(
      /is no group of|team ".*" is none/,
    );
    expect(writes()).toEqual([]);
  });
});

it('takes a number of a team on Gitea for none of the owner', async () => {
  const { owner, teams } = start('gitea');
  await expect(teams.addMember(owner, '7', 'ada')).rejects.toThrow(
    /has no team "7"/,
  );
  expect(writes()).toEqual([]);
});

describe('one whom GitHub has invited', () => {
  it('is told apart in a repository, and loses the invitation', async () => {
    const { double, place, access } = start('github');
    double.strangers.add('eve');
    await access.setCollaborator(place, 'eve', 'write');
    expect(await access.listCollaborators(place)).toEqual([
      { login: 'eve', isInvited: true, permission: 'write' },
    ]);
    expect(await access.removeCollaborator(place, 'eve')).toBe(true);
    expect(double.invited).toEqual([]);
  });

  it('loses it with what one had before', async () => {
    const { double, place, access } = start('github');
    double.people = [{ login: 'eve', permission: 'pull' }];
    double.invited = [{ login: 'eve', permission: 'write' }];
    expect(await access.removeCollaborator(place, 'eve')).toBe(true);
    expect([...double.people, ...double.invited]).toEqual([]);
  });

  it('is told apart in a team, and loses the invitation', async () => {
    const { double, owner, teams } = start('github');
    double.strangers.add('eve');
    expect(await teams.addMember(owner, 'core', 'eve')).toBe(true);
    expect(await teams.addMember(owner, 'core', 'eve')).toBe(false);
    expect(await teams.listMembers(owner, 'core')).toEqual([
      { login: 'eve', isInvited: true },
    ]);
    expect(await teams.removeMember(owner, 'core', 'eve')).toBe(true);
    expect(double.invitedMembers).toEqual([]);
  });
});

it('takes everybody for a reader of what is open on GitLab', async () => {
  const { double, place, access } = start('gitlab');
  double.people = [{ login: 'gus', permission: 10 }];
  expect(await access.permissionOf(place, 'gus')).toBe('guest');
  for (const visibility of ['internal', 'public']) {
    double.visibility = visibility;
    expect(await access.permissionOf(place, 'gus')).toBe('read');
    expect(await access.permissionOf(place, 'stranger')).toBe('read');
  }
});

it('tells a guest of GitLab, who does not see the code, from a reader', async () => {
  const { double, place, access } = start('gitlab');
  double.people = [{ login: 'gus', permission: 10 }];
  expect(await access.listCollaborators(place)).toMatchObject([
    { login: 'gus', permission: 'guest' },
  ]);
});
