import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { startSignIn } from '../startSignIn.ts';
import type { RunningSignIn, SignInOptions } from '../types.ts';

const TOKEN = 'token-of-this-installation';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const ORG = `
kind: User
metadata: { name: ada }
spec:
  profile: { displayName: Ada Okafor, email: ada@myorg.example }
  memberOf: [team-finance]
---
kind: Group
metadata: { name: team-finance }
spec: { type: team, profile: { displayName: Team Finance } }
`;

// The full representation of RFC 7643 §8.2, shortened to what differs in kind.
const BARBARA = {
  schemas: [USER],
  externalId: '701984',
  userName: 'bjensen',
  name: {
    formatted: 'Ms. Barbara J Jensen, III',
    familyName: 'Jensen',
    givenName: 'Barbara',
  },
  displayName: 'Babs Jensen',
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  title: 'Tour Guide',
  active: true,
  password: 't1meMa$heen',
};

interface Answer {
  status: number;
  headers: Headers;
  // As each test knows it.
  body: any;
}

// Keys take a second to make, and these tests are not about them.
const KEPT = mkdtempSync(join(tmpdir(), 'towpath-scim-keys-'));
const KEYS = join(KEPT, 'keys.json');

let folder: string;
let signIn: RunningSignIn;
let lines: string[];

const start = (more: Partial<SignInOptions> = {}) =>
  startSignIn({
    ...{ port: 0, dataDir: join(folder, 'data'), orgDir: folder },
    ...{ portalUrl: 'http://localhost:7999', clientSecret: 'secret' },
    scimToken: TOKEN,
    log: line => lines.push(line),
    ...more,
  });

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(new URL(`/scim/v2${path}`, signIn.issuer), {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/scim+json',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text && JSON.parse(text),
  };
}

const patch = (path: string, ...operations: object[]) =>
  ask('PATCH', path, { schemas: [PATCH], Operations: operations });

const find = async (filter: string): Promise<string[]> => {
  const { body } = await ask(
    'GET',
    `/Users?filter=${encodeURIComponent(filter)}`,
  );
  return body.Resources.map((one: { userName: string }) => one.userName);
};

async function make(userName: string, more: object = {}): Promise<any> {
  const { status, body } = await ask('POST', '/Users', {
    ...{ schemas: [USER], userName, ...more },
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-scim-'));
  writeFileSync(join(folder, 'org.yaml'), ORG);
  lines = [];
  if (existsSync(KEYS)) {
    mkdirSync(join(folder, 'data/sign-in'), { recursive: true });
    copyFileSync(KEYS, join(folder, 'data/sign-in/keys.json'));
  }
  signIn = await start();
});

after(() => rmSync(KEPT, { recursive: true, force: true }));

afterEach(async () => {
  await signIn.close();
  copyFileSync(join(folder, 'data/sign-in/keys.json'), KEYS);
  rmSync(folder, { recursive: true, force: true });
});

describe('who is let in', () => {
  for (const authorization of ['', 'Bearer other', `Basic ${TOKEN}`]) {
    it(`answers "${authorization}" with 401 and nothing of anybody`, async () => {
      const { status, body } = await ask('GET', '/Users', undefined, {
        authorization,
      });
      assert.equal(status, 401);
      assert.equal(body.status, '401');
      assert.doesNotMatch(JSON.stringify(body), /ada/i);
    });
  }

  it('has no such address without a token', async () => {
    await signIn.close();
    signIn = await start({ scimToken: undefined });
    const response = await fetch(new URL('/scim/v2/Users', signIn.issuer));
    assert.equal(response.status, 404);
  });

  it('stops what is too large, and what comes too often', async () => {
    const large = await ask('POST', '/Users', 'x'.repeat(1_100_000));
    assert.equal(large.status, 413);
    await signIn.close();
    signIn = await start({ scimRequestsAtMost: 2 });
    const [, , third] = [
      await ask('GET', '/Schemas'),
      await ask('GET', '/Schemas'),
      await ask('GET', '/Schemas'),
    ];
    assert.equal(third.status, 429);
    assert.ok(Number(third.headers.get('retry-after')) > 0);
  });
});

describe('what it says of itself', () => {
  it('advertises what it does and no more', async () => {
    const { body } = await ask('GET', '/ServiceProviderConfig');
    assert.deepEqual(
      ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag'].map(
        name => body[name].supported,
      ),
      [true, false, true, false, false, true],
    );
    assert.equal((await ask('POST', '/Bulk', {})).status, 501);
  });

  it('lists its kinds and schemas, each under its own address', async () => {
    const types = await ask('GET', '/ResourceTypes');
    assert.deepEqual(
      types.body.Resources.map((one: any) => one.endpoint),
      ['/Users', '/Groups'],
    );
    const user = await ask('GET', `/Schemas/${USER}`);
    assert.equal(user.body.id, USER);
    assert.equal(
      user.body.meta.location,
      `${signIn.issuer}/scim/v2/Schemas/${USER}`,
    );
  });
});

describe('the walk through RFC 7644', () => {
  it('creates (§3.3), and answers with address, version and no password', async () => {
    const { status, headers, body } = await ask('POST', '/Users', BARBARA);
    assert.equal(status, 201);
    assert.equal(
      headers.get('content-type'),
      'application/scim+json; charset=utf-8',
    );
    assert.equal(headers.get('location'), body.meta.location);
    assert.equal(
      body.meta.location,
      `${signIn.issuer}/scim/v2/Users/${body.id}`,
    );
    assert.equal(headers.get('etag'), body.meta.version);
    const { password, schemas, ...said } = BARBARA;
    const { id, meta, schemas: _, ...shown } = body;
    assert.deepEqual(shown, said);
    const file = join(folder, 'data/sign-in/scim.json');
    assert.doesNotMatch(readFileSync(file, 'utf8'), /t1meMa/);
    assert.equal(statSync(file).mode % 0o1000, 0o600);
  });

  it('refuses a second one (§3.3.1), by name in whatever case, address or external id', async () => {
    await make('bjensen', {
      externalId: '701984',
      emails: [{ value: 'bjensen@example.com' }],
    });
    for (const more of [
      { userName: 'BJENSEN' },
      { userName: 'Ada' },
      { userName: 'other', externalId: '701984' },
      { userName: 'other', emails: [{ value: 'BJensen@example.com' }] },
      { userName: 'other', emails: [{ value: 'ada@myorg.example' }] },
    ]) {
      const { status, body } = await ask('POST', '/Users', {
        ...{ schemas: [USER], ...more },
      });
      assert.equal(status, 409, JSON.stringify(more));
      assert.equal(body.scimType, 'uniqueness');
    }
  });

  it('refuses what is no person, and says which field', async () => {
    for (const [given, field] of [
      [{}, /userName/],
      [{ userName: '../../etc' }, /userName/],
      [
        { userName: 'zoe', emails: [{ value: 'a@b>\r\nRCPT TO:<c@d' }] },
        /emails/,
      ],
      [{ userName: 'zoe', active: 'perhaps' }, /active/],
    ] as const) {
      const { status, body } = await ask('POST', '/Users', {
        ...{ schemas: [USER], ...given },
      });
      assert.equal(status, 400);
      assert.match(body.detail, field);
    }
    const broken = await ask('POST', '/Users', '{');
    assert.equal(broken.status, 400);
    assert.equal(broken.body.scimType, 'invalidSyntax');
  });

  it('filters (§3.4.2.2) with case as each attribute has it', async () => {
    await make('bjensen', { ...BARBARA, externalId: 'X1' });
    await make('jsmith', { active: false, title: 'Guide' });
    for (const [filter, names] of [
      ['userName eq "BJensen"', ['bjensen']],
      ['username EQ "bjensen"', ['bjensen']],
      [`${USER}:userName sw "J"`, ['jsmith']],
      ['externalId eq "X1"', ['bjensen']],
      ['externalId eq "x1"', []],
      ['name.familyName co "JENS"', ['bjensen']],
      ['emails[type eq "work" and value co "@example.com"]', ['bjensen']],
      ['title pr and not (title eq "Guide" and active eq false)', ['bjensen']],
      ['active eq false', ['jsmith']],
      ['groups.value eq "org-team-finance"', ['ada']],
    ] as const) {
      assert.deepEqual(await find(filter), names, filter);
    }
  });

  for (const filter of [
    'userName eq',
    'userName',
    'userName is "ada"',
    '(userName eq "ada"',
    `title eq "${'\n'.repeat(400)}`,
    `userName eq "${'a'.repeat(2_000)}"`,
  ]) {
    it(`answers a filter that is none with 400: ${JSON.stringify(
      filter.slice(0, 20),
    )}`, async () => {
      const { status, body } = await ask(
        'GET',
        `/Users?filter=${encodeURIComponent(filter)}`,
      );
      assert.equal(status, 400);
      assert.equal(body.scimType, 'invalidFilter');
    });
  }

  it('pages (§3.4.2.4) without one twice, and has nothing behind the last', async () => {
    for (const name of ['p1', 'p2', 'p3', 'p4']) await make(name);
    const page = async (query: string) => {
      const { body } = await ask('GET', `/Users?${query}`);
      return [
        body.totalResults,
        body.startIndex,
        body.itemsPerPage,
        body.Resources.map((one: any) => one.userName).join(),
      ];
    };
    assert.deepEqual(await page('startIndex=1&count=2'), [5, 1, 2, 'ada,p1']);
    assert.deepEqual(await page('startIndex=5&count=2'), [5, 5, 1, 'p4']);
    assert.deepEqual(await page('startIndex=6&count=2'), [5, 6, 0, '']);
    assert.deepEqual(await page('count=0'), [5, 1, 0, '']);
    assert.equal((await ask('GET', '/Users?count=many')).status, 400);
  });

  it('shows only what was asked for (§3.9)', async () => {
    const { id } = await make('bjensen', BARBARA);
    const only = await ask('GET', `/Users/${id}?attributes=userName`);
    assert.deepEqual(Object.keys(only.body).sort(), [
      ...['id', 'schemas', 'userName'],
    ]);
    const less = await ask('GET', `/Users/${id}?excludedAttributes=emails`);
    assert.equal(less.body.emails, undefined);
    assert.equal(less.body.title, 'Tour Guide');
  });

  it('replaces (§3.5.1): what is not said is gone', async () => {
    const { id } = await make('bjensen', BARBARA);
    const { status, body } = await ask('PUT', `/Users/${id}`, {
      ...{ schemas: [USER], userName: 'bjensen', displayName: 'Barbara' },
    });
    assert.equal(status, 200);
    assert.equal(body.displayName, 'Barbara');
    assert.equal(body.title, undefined);
    assert.equal(body.active, true);
  });

  it('patches (§3.5.2) one field, several, and one of several values', async () => {
    const { id } = await make('bjensen', BARBARA);
    const { body } = await patch(
      `/Users/${id}`,
      { op: 'replace', path: 'title', value: 'Lead' },
      { op: 'add', value: { nickName: 'Babs' } },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'b@x.dev' },
      { op: 'remove', path: 'emails[type eq "home"]' },
      { op: 'Replace', value: { active: 'False' } },
    );
    assert.equal(body.title, 'Lead');
    assert.equal(body.nickName, 'Babs');
    assert.deepEqual(body.emails, [
      { value: 'b@x.dev', type: 'work', primary: true },
    ]);
    assert.equal(body.active, false);
    assert.equal((await ask('GET', `/Users/${id}`)).body.active, false);
  });

  it('leaves all as it was when one operation of several cannot be done', async () => {
    const { id } = await make('bjensen', BARBARA);
    for (const second of [
      { op: 'replace', path: 'colour', value: 'red' },
      { op: 'replace', path: 'emails[type eq "none"].value', value: 'a@b.c' },
      { op: 'replace', path: 'userName', value: 'other' },
      { op: 'replace', path: 'id', value: 'other' },
    ]) {
      const { status } = await patch(
        `/Users/${id}`,
        { op: 'replace', path: 'title', value: 'Changed' },
        second,
      );
      assert.equal(status, 400, JSON.stringify(second));
    }
    assert.equal((await ask('GET', `/Users/${id}`)).body.title, 'Tour Guide');
  });

  it('keeps one change from undoing another (§3.14)', async () => {
    const { id, meta } = await make('bjensen', BARBARA);
    const matching = { 'if-match': meta.version };
    const first = await ask(
      'PUT',
      `/Users/${id}`,
      { ...BARBARA, title: 'First' },
      matching,
    );
    assert.equal(first.status, 200);
    assert.notEqual(first.body.meta.version, meta.version);
    for (const method of ['PUT', 'DELETE']) {
      const body = method === 'PUT' ? BARBARA : undefined;
      const late = await ask(method, `/Users/${id}`, body, matching);
      assert.equal(late.status, 412, method);
    }
    const unchanged = await ask('GET', `/Users/${id}`, undefined, {
      'if-none-match': first.body.meta.version,
    });
    assert.equal(unchanged.status, 304);
  });

  it('makes changes that come at the same moment one after the other', async () => {
    const people = await Promise.all(
      ['a1', 'a2', 'a3', 'a4', 'a5'].map(name => make(name)),
    );
    await Promise.all(
      people.map(({ id }) =>
        patch('/Groups/org-team-finance', {
          ...{ op: 'add', path: 'members', value: [{ value: id }] },
        }),
      ),
    );
    const { body } = await ask('GET', '/Groups/org-team-finance');
    assert.equal(body.members.length, 6);
  });

  it('deletes (§3.6), and knows nobody afterwards', async () => {
    const { id } = await make('bjensen', BARBARA);
    assert.equal((await ask('DELETE', `/Users/${id}`)).status, 204);
    assert.equal((await ask('GET', `/Users/${id}`)).status, 404);
    assert.equal((await ask('DELETE', `/Users/${id}`)).status, 404);
    await make('bjensen', BARBARA);
  });

  it('has all of it after a restart', async () => {
    const { id, meta } = await make('bjensen', BARBARA);
    await signIn.close();
    signIn = await start({ port: Number(new URL(signIn.issuer).port) });
    const { body } = await ask('GET', `/Users/${id}`);
    assert.deepEqual(body.meta, meta);
  });
});

describe('groups', () => {
  it('are made with members, shown by them, and left in both ways', async () => {
    const [zoe, yan] = [await make('zoe'), await make('yan')];
    const { status, body: group } = await ask('POST', '/Groups', {
      ...{ schemas: [GROUP], displayName: 'Team Zebra' },
      members: [{ value: zoe.id }, { value: yan.id }],
    });
    assert.equal(status, 201);
    const shown = await ask('GET', `/Users/${zoe.id}`);
    assert.deepEqual(shown.body.groups, [
      { value: group.id, display: 'Team Zebra' },
    ]);
    const path = `members[value eq "${zoe.id}"]`;
    await patch(`/Groups/${group.id}`, { op: 'remove', path });
    const { body } = await patch(`/Groups/${group.id}`, {
      ...{ op: 'Remove', path: 'members', value: [{ value: yan.id }] },
    });
    assert.equal(body.members, undefined);
  });

  it('take nobody who is not there, and no second group of a name', async () => {
    const stranger = await patch('/Groups/org-team-finance', {
      ...{ op: 'add', path: 'members', value: [{ value: 'nobody' }] },
    });
    assert.equal(stranger.status, 400);
    const second = await ask('POST', '/Groups', {
      ...{ schemas: [GROUP], displayName: 'Team  FINANCE' },
    });
    assert.equal(second.status, 409);
  });

  it('are left by who is deleted, and leave nobody behind when they go', async () => {
    const zoe = await make('zoe');
    const { body: group } = await ask('POST', '/Groups', {
      ...{ schemas: [GROUP], displayName: 'Team Zebra' },
      members: [{ value: zoe.id }],
    });
    await ask('DELETE', `/Groups/${group.id}`);
    const { body } = await ask('GET', `/Users/${zoe.id}`);
    assert.equal(body.groups, undefined);
  });
});

describe('what the repository has', () => {
  it('is shown, and refuses every change with where to make it', async () => {
    const { body: ada } = await ask('GET', '/Users/org-ada');
    assert.equal(ada.emails[0].value, 'ada@myorg.example');
    for (const answer of [
      await ask('PUT', '/Users/org-ada', { ...ada, title: 'Queen' }),
      await patch('/Users/org-ada', {
        op: 'replace',
        path: 'active',
        value: false,
      }),
      await ask('DELETE', '/Users/org-ada'),
      await ask('DELETE', '/Groups/org-team-finance'),
      await patch('/Groups/org-team-finance', {
        op: 'remove',
        path: 'members',
      }),
      await patch('/Groups/org-team-finance', {
        ...{ op: 'replace', path: 'displayName', value: 'Mine' },
      }),
    ]) {
      assert.equal(answer.status, 403);
      assert.match(answer.body.detail, /platform\/org.*pull request/s);
    }
    assert.equal(readFileSync(join(folder, 'org.yaml'), 'utf8'), ORG);
  });
});

it('can deactivate somebody whose name the repository has got since', async () => {
  const { id } = await make('zoe', { emails: [{ value: 'zoe@x.dev' }] });
  writeFileSync(
    join(folder, 'more.yaml'),
    'kind: User\nmetadata: {name: zoe}\nspec: {profile: {email: zoe@x.dev}}',
  );
  const { status, body } = await patch(`/Users/${id}`, {
    ...{ op: 'replace', path: 'active', value: false },
  });
  assert.equal(status, 200, JSON.stringify(body));
});

it('logs who was made, and never the token', async () => {
  const { id } = await make('zoe');
  await ask('DELETE', `/Users/${id}`);
  assert.deepEqual(lines, ['SCIM made zoe', 'SCIM deleted zoe']);
});
