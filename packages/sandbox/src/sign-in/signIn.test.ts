import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  writeFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { stringify } from 'yaml';
import { PeopleAccounts } from '../accounts/PeopleAccounts.ts';
import { Passwords } from '../password/Passwords.ts';
import { HttpSession } from '../token/HttpSession.ts';
import type { Page } from '../token/HttpSession.ts';
import { followOrganisation, startSignIn } from './index.ts';
import type { Log, SamplePerson, RunningSignIn } from './index.ts';
import type { SignInOptions } from './types.ts';

const PORTAL = 'http://localhost:7999';
const CALLBACK = `${PORTAL}/api/auth/oidc/handler/frame`;
const SCIM_TOKEN = 'a-token-for-scim-of-this-test';
const SECRET = 'a-secret-that-only-this-test-knows';

const ada: SamplePerson = {
  name: 'ada',
  displayName: 'Ada Okafor',
  email: 'ada.okafor@myorg.example',
  persona: 'Developer in Finance',
  featured: true,
  team: 'team-finance',
  groups: ['team-finance'],
};
const grace: SamplePerson = {
  ...ada,
  name: 'grace',
  displayName: 'Grace Lindqvist',
  email: 'grace.lindqvist@myorg.example',
  groups: ['team-finance', 'finance-leads'],
};

interface TokenAnswer {
  access_token: string;
  id_token: string;
  refresh_token?: string;
  error?: string;
}

let scratch: string;
let dataDir: string;
let orgDir: string;
let lines: string[];
let signIn: RunningSignIn;

const log: Log = line => lines.push(line);

const start = (port = 0, more: Partial<SignInOptions> = {}) =>
  startSignIn({
    port,
    dataDir,
    portalUrl: PORTAL,
    clientSecret: SECRET,
    scimToken: SCIM_TOKEN,
    orgDir,
    log: line => {
      if (!/^SCIM (made|changed|deleted) /.test(line)) log(line);
    },
    ...more,
  });

const toUser = (person: SamplePerson) => ({
  kind: 'User',
  metadata: {
    name: person.name,
    annotations: {
      'towpath.dev/persona': person.persona,
      'towpath.dev/featured': String(person.featured),
    },
  },
  spec: {
    profile: { displayName: person.displayName, email: person.email },
    memberOf: person.groups,
  },
});

/** Writes the organisation's file, as a team lead would. */
function publish(...people: SamplePerson[]): void {
  const entities = people.map(toUser).map(user => stringify(user));
  writeFileSync(join(orgDir, 'users.yaml'), entities.join('---\n'));
}

function publishGroup(): void {
  const group = {
    kind: 'Group',
    metadata: { name: 'team-finance' },
    spec: { type: 'team', profile: { displayName: 'Team Finance' } },
  };
  writeFileSync(join(orgDir, 'groups.yaml'), stringify(group));
}

/** A browser that stops where the portal would take over. */
const browser = () => new HttpSession({ accept: 'text/html' });

function authorizeUrl(changes: Record<string, string> = {}): URL {
  const url = new URL('/auth', signIn.issuer);
  url.search = new URLSearchParams({
    client_id: 'towpath',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile email offline_access',
    prompt: 'login consent',
    ...changes,
  }).toString();
  return url;
}

/** Follows redirects within the provider and returns the one that leaves it. */
async function untilPortal(session: HttpSession, page: Page): Promise<URL> {
  let current = page;
  while (current.location?.origin === new URL(signIn.issuer).origin) {
    current = await session.request(current.location);
    const hidden =
      /<form method="post" action="([^"]+)">\s*<input type="hidden" name="xsrf" value="([^"]+)"/.exec(
        current.text,
      );
    if (hidden) {
      const body = new URLSearchParams({ xsrf: hidden[2], logout: 'yes' });
      current = await session.request(new URL(hidden[1]), {
        method: 'POST',
        body,
      });
    }
  }
  assert.ok(current.location, `stopped at ${current.url}: ${current.text}`);
  return current.location;
}

async function signInAs(session: HttpSession, name: string): Promise<URL> {
  const page = await session.open(authorizeUrl());
  assert.match(page.text, /Choose who to be/);
  const body = new URLSearchParams({ person: name });
  return untilPortal(
    session,
    await session.request(page.url, { method: 'POST', body }),
  );
}

async function post(
  path: string,
  fields: Record<string, string>,
): Promise<Response> {
  const credentials = Buffer.from(`towpath:${SECRET}`).toString('base64');
  return fetch(new URL(path, signIn.issuer), {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams(fields),
  });
}

async function tokensFor(callback: URL): Promise<TokenAnswer> {
  const response = await post('/token', {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: CALLBACK,
  });
  return (await response.json()) as TokenAnswer;
}

async function refresh(token: string): Promise<TokenAnswer> {
  const response = await post('/token', {
    grant_type: 'refresh_token',
    refresh_token: token,
  });
  return (await response.json()) as TokenAnswer;
}

async function userInfo(accessToken: string): Promise<unknown> {
  const response = await fetch(new URL('/me', signIn.issuer), {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return response.json();
}

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'towpath-sign-in-'));
  dataDir = join(scratch, 'data');
  orgDir = join(scratch, 'org');
  mkdirSync(orgDir);
  publish(ada, grace);
  lines = [];
  signIn = await start();
});

afterEach(async () => {
  mock.timers.reset();
  await signIn.close();
  rmSync(scratch, { recursive: true, force: true });
  assert.deepEqual(lines, [], 'nothing goes wrong unnoticed');
});

describe('signing in', () => {
  it('ends at the portal with a code for tokens that name the person chosen', async () => {
    const callback = await signInAs(browser(), 'ada');
    assert.equal(callback.origin + callback.pathname, CALLBACK);

    const tokens = await tokensFor(callback);
    assert.ok(tokens.refresh_token, 'a reload must not sign out');
    assert.deepEqual(await userInfo(tokens.access_token), {
      sub: 'ada',
      name: 'Ada Okafor',
      preferred_username: 'ada',
      groups: ['team-finance'],
      email: 'ada.okafor@myorg.example',
      email_verified: true,
    });
  });

  it('shows the people to a browser and to a program, the featured apart', async () => {
    publish({ ...grace, featured: false }, ada);
    const page = await browser().open(authorizeUrl());
    assert.ok(page.text.indexOf('Ada Okafor') < page.text.indexOf('Grace'));

    const program = new HttpSession({ accept: 'application/json' });
    const { people: names } = JSON.parse(
      (await program.open(authorizeUrl())).text,
    ) as { people: unknown[] };
    assert.deepEqual(names[1], {
      name: 'ada',
      displayName: 'Ada Okafor',
      persona: 'Developer in Finance',
      team: 'team-finance',
    });
  });

  it('writes names as text, never as markup', async () => {
    publish({ ...ada, displayName: '<b id="x">Ada</b>', name: 'a"><i>' });
    const page = await browser().open(authorizeUrl());
    assert.doesNotMatch(page.text, /<b id=|<i>/);
  });

  it('offers a person who was added while it ran, and refuses one who was removed', async () => {
    const session = browser();
    publish(ada, grace, { ...ada, name: 'mei', displayName: 'Mei Tan' });
    const page = await session.open(authorizeUrl());
    assert.match(page.text, /Mei Tan/);

    publish(ada, grace);
    const refused = await session.submit(page.url, { person: 'mei' });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /nobody called &quot;mei&quot;/);
    assert.match(refused.text, /Ada Okafor/);
  });

  it('tells the portal when nobody was chosen', async () => {
    const session = browser();
    const page = await session.open(authorizeUrl());
    const body = new URLSearchParams({ choice: 'cancel' });
    const callback = await untilPortal(
      session,
      await session.request(page.url, { method: 'POST', body }),
    );
    assert.equal(callback.searchParams.get('error'), 'access_denied');
  });

  it('asks again who to be, and lets another person in, in the same browser', async () => {
    const session = browser();
    const first = await tokensFor(await signInAs(session, 'ada'));
    const second = await tokensFor(await signInAs(session, 'grace'));
    assert.equal(
      ((await userInfo(second.access_token)) as { sub: string }).sub,
      'grace',
    );
    assert.notEqual(first.refresh_token, second.refresh_token);
  });

  it('lets two people in side by side in two browsers', async () => {
    const first = await tokensFor(await signInAs(browser(), 'ada'));
    await tokensFor(await signInAs(browser(), 'grace'));
    assert.equal((await refresh(first.refresh_token!)).error, undefined);
  });
});

describe('staying signed in', () => {
  it('refreshes after the provider was stopped and started again', async () => {
    const { refresh_token: token } = await tokensFor(
      await signInAs(browser(), 'ada'),
    );
    await signIn.close();
    signIn = await start(Number(new URL(signIn.issuer).port));

    const again = await refresh(token!);
    assert.equal(
      ((await userInfo(again.access_token)) as { sub: string }).sub,
      'ada',
    );
  });

  it('keeps its signing keys, so that tokens from before a restart still verify', async () => {
    const keys = async () =>
      (await fetch(new URL('/jwks', signIn.issuer))).text();
    const before = await keys();
    await signIn.close();
    signIn = await start();
    assert.equal(await keys(), before);
  });

  it('serves two tabs that refresh at the same moment', async () => {
    const { refresh_token: token } = await tokensFor(
      await signInAs(browser(), 'ada'),
    );
    const answers = await Promise.all([refresh(token!), refresh(token!)]);
    assert.deepEqual(
      answers.map(answer => answer.error),
      [undefined, undefined],
    );
  });

  it('ends with sign-out, also across a restart', async () => {
    const { refresh_token: token } = await tokensFor(
      await signInAs(browser(), 'ada'),
    );
    assert.equal(
      (await post('/token/revocation', { token: token! })).status,
      200,
    );
    assert.equal((await refresh(token!)).error, 'invalid_grant');

    await signIn.close();
    signIn = await start();
    assert.equal((await refresh(token!)).error, 'invalid_grant');
  });

  it('ends for a person who left', async () => {
    const { refresh_token: token } = await tokensFor(
      await signInAs(browser(), 'ada'),
    );
    publish(grace);
    assert.equal((await refresh(token!)).error, 'invalid_grant');
  });

  it('is not for a later person of the name, in the same browser neither', async () => {
    await signIn.close();
    const people = await PeopleAccounts.open({
      dataDir,
      organisation: followOrganisation(orgDir, log),
      passwords: new Passwords('key-of-the-test'),
      log: { info: log, warn: log, error: log },
    });
    signIn = await start(0, { idOf: people.idOf });
    const session = browser();
    const former = await tokensFor(await signInAs(session, 'ada'));
    publish(grace);
    await refresh(former.refresh_token!);
    publish(ada, grace);
    assert.equal((await refresh(former.refresh_token!)).error, 'invalid_grant');
    const answer = await userInfo(former.access_token);
    assert.equal((answer as TokenAnswer).error, 'invalid_token');
    const hers = await tokensFor(await signInAs(session, 'ada'));
    assert.partialDeepStrictEqual(await userInfo(hers.access_token), {
      sub: 'ada/2',
      preferred_username: 'ada',
    });
    await people.settled();
  });
});

describe('a person whom SCIM made', () => {
  const scim = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(new URL(`/scim/v2${path}`, signIn.issuer), {
      method,
      headers: {
        authorization: `Bearer ${SCIM_TOKEN}`,
        'content-type': 'application/scim+json',
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const makeZoe = () =>
    scim('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'Zoe',
      displayName: 'Zoe Adeyemi',
      title: 'First day in Finance',
      emails: [{ value: 'zoe@myorg.example', primary: true }],
    });

  it('signs in at once, with team and address, and still does after a restart', async () => {
    publishGroup();
    const { id } = await makeZoe();
    await scim('PATCH', '/Groups/org-team-finance', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'add', path: 'members', value: [{ value: id }] }],
    });
    await signIn.close();
    signIn = await start();

    const program = new HttpSession({ accept: 'application/json' });
    const { people } = JSON.parse((await program.open(authorizeUrl())).text);
    assert.deepEqual(people.at(-1), {
      name: 'zoe',
      displayName: 'Zoe Adeyemi',
      persona: 'First day in Finance',
      team: 'Team Finance',
    });
    const tokens = await tokensFor(await signInAs(browser(), 'zoe'));
    assert.deepEqual(await userInfo(tokens.access_token), {
      sub: id,
      name: 'Zoe Adeyemi',
      preferred_username: 'zoe',
      groups: ['team-finance'],
      email: 'zoe@myorg.example',
      email_verified: true,
    });
  });

  for (const [end, last] of [
    [
      'deactivated',
      (id: string) =>
        scim('PATCH', `/Users/${id}`, {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
        }),
    ],
    ['deleted', (id: string) => scim('DELETE', `/Users/${id}`)],
  ] as const) {
    it(`cannot sign in once ${end}, nor stay signed in by a refresh token`, async () => {
      const { id } = await makeZoe();
      const tokens = await tokensFor(await signInAs(browser(), 'zoe'));
      assert.equal((await refresh(tokens.refresh_token!)).error, undefined);
      await last(id);
      assert.equal(
        (await refresh(tokens.refresh_token!)).error,
        'invalid_grant',
      );
      const session = browser();
      const page = await session.open(authorizeUrl());
      assert.doesNotMatch(page.text, /Zoe/);
      const refused = await session.submit(page.url, { person: 'zoe' });
      assert.equal(refused.status, 422);
    });
  }

  it('has nothing of a deleted one of the same name, in the same browser neither', async () => {
    const { id } = await makeZoe();
    const session = browser();
    const former = await tokensFor(await signInAs(session, 'zoe'));
    await scim('DELETE', `/Users/${id}`);
    await makeZoe();
    assert.equal((await refresh(former.refresh_token!)).error, 'invalid_grant');
    const answer = await userInfo(former.access_token);
    assert.equal((answer as TokenAnswer).error, 'invalid_token');
    const hers = await tokensFor(await signInAs(session, 'zoe'));
    const { sub } = (await userInfo(hers.access_token)) as { sub: string };
    assert.notEqual(sub, id);
  });

  it('gives way to somebody of that name in the repository', async () => {
    await makeZoe();
    publish(ada, { ...grace, name: 'zoe', displayName: 'Zoe of the files' });
    const page = await browser().open(authorizeUrl());
    assert.match(page.text, /Zoe of the files/);
    assert.doesNotMatch(page.text, /Zoe Adeyemi/);
  });
});

describe('while the file of people is broken', () => {
  it('keeps those signed in who were, and says on the page what is wrong', async () => {
    const { refresh_token: token } = await tokensFor(
      await signInAs(browser(), 'ada'),
    );
    writeFileSync(join(orgDir, 'users.yaml'), 'kind: User');
    assert.equal((await refresh(token!)).error, undefined);

    const page = await browser().open(authorizeUrl());
    assert.equal(page.status, 500);
    assert.match(page.text, /users\.yaml:1: User .*metadata\.name is missing/);
    assert.match(lines.join(), /keeps to the people it knew.*users\.yaml/);
    lines = [];
  });
});

describe('refusing', () => {
  it('says in words that an unknown client cannot sign in here', async () => {
    const page = await browser().open(authorizeUrl({ client_id: 'other' }));
    assert.equal(page.status, 400);
    assert.match(page.text, /Only the portal of this sandbox can sign in here/);
  });

  it('does not send anybody to an address that is not the portal', async () => {
    const page = await browser().open(
      authorizeUrl({ redirect_uri: 'http://localhost:7998/elsewhere' }),
    );
    assert.equal(page.status, 400);
    assert.match(page.text, /address to return to is not the portal/);
  });

  it('gives no tokens to a client with the wrong secret', async () => {
    const callback = await signInAs(browser(), 'ada');
    const response = await fetch(new URL('/token', signIn.issuer), {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('towpath:wrong')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: CALLBACK,
      }),
    });
    assert.equal(response.status, 401);
  });

  it('says that a sign-in has expired when it was left open for an hour', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const session = browser();
    const page = await session.open(authorizeUrl());
    const stale = await session.request(page.url);
    assert.match(stale.text, /Choose who to be/);

    mock.timers.tick(61 * 60_000);
    const late = await session.submit(page.url, { person: 'ada' });
    assert.equal(late.status, 400);
    assert.match(late.text, /This sign-in has expired/);
  });

  it('says that a sign-in is over when it belongs to another browser', async () => {
    const page = await browser().open(authorizeUrl());
    const stranger = await browser().submit(page.url, { person: 'ada' });
    assert.equal(stranger.status, 400);
    assert.match(stranger.text, /This sign-in has expired/);
  });

  it('says what to do when its port is taken', async () => {
    const port = Number(new URL(signIn.issuer).port);
    await assert.rejects(start(port), /Port \d+.*TOWPATH_SIGN_IN_PORT/);
  });
});

describe('what it keeps and shows', () => {
  it('keeps its keys to their owner, in a data folder that others may cross', () => {
    const mode = (path: string) => statSync(path).mode % 0o1000;
    assert.equal(mode(dataDir) % 0o10, 0o5, 'PostgreSQL runs below it');
    assert.equal(mode(join(dataDir, 'sign-in')), 0o700);
    assert.equal(mode(join(dataDir, 'sign-in', 'keys.json')), 0o600);
  });

  it('writes what a browser session leaves behind readable by its owner only', async () => {
    await signInAs(browser(), 'ada');
    const state = join(dataDir, 'sign-in', 'state');
    const files = readdirSync(state);
    assert.ok(files.length > 0);
    for (const file of files) {
      assert.equal(statSync(join(state, file)).mode % 0o1000, 0o600);
    }
  });

  it('forgets what expired', async () => {
    await browser().open(authorizeUrl());
    await signIn.close();
    mock.timers.enable({ apis: ['Date'], now: Date.now() + 2 * 3_600_000 });
    signIn = await start();
    assert.deepEqual(readdirSync(join(dataDir, 'sign-in', 'state')), []);
  });

  it('listens on this machine only', async () => {
    const { port } = new URL(signIn.issuer);
    const probe = createServer();
    await new Promise<void>(resolve => {
      probe.listen(Number(port), '127.0.0.2', resolve);
    });
    assert.equal((probe.address() as AddressInfo).port, Number(port));
    await new Promise(resolve => {
      probe.close(resolve);
    });
  });

  it('lets a browser load nothing from elsewhere, and the form lead to the portal', async () => {
    const { headers } = await fetch(new URL('/', signIn.issuer));
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.ok(policy.includes(`form-action 'self' ${PORTAL}`));
  });
});
