import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setImmediate as nextQuestion } from 'node:timers/promises';
import {
  type Api,
  cookieOf,
  createApi,
  startTestHost,
} from '@towpath/sandbox-git-host/testing';
import { temporaryFolder, until } from '@towpath/test-kit';
import { stringify } from 'yaml';
import { Passwords } from '../password/Passwords.ts';
import { followOrganisation } from '../sign-in/index.ts';
import { PeopleAccounts } from './PeopleAccounts.ts';

const log = { info() {}, warn() {}, error: console.error };

const passwords = new Passwords('key-of-the-test');

/** Writes the organisation's file, as a pull request of the platform team would. */
async function publish(folder: string, ...names: string[]): Promise<void> {
  const people = names.map(name => ({
    kind: 'User',
    metadata: { name },
    spec: { profile: { email: `${name}@myorg.example` } },
  }));
  const text = people.map(one => stringify(one)).join('---\n');
  await mkdir(path.join(folder, 'org'), { recursive: true });
  await writeFile(path.join(folder, 'org/users.yaml'), text);
}

const openPeople = (folder: string, lines: string[] = []) =>
  PeopleAccounts.open({
    dataDir: folder,
    organisation: followOrganisation(path.join(folder, 'org'), log.warn),
    passwords,
    log: { ...log, error: line => lines.push(line) },
  });

/** As the first of each name. */
const apiOf = (url: string) => createApi(url, name => passwords.of(name));

async function startWithPeople(t: TestContext, folder: string) {
  const people = await openPeople(folder);
  const host = await startTestHost(t, {
    dataDir: folder,
    accounts: people.list,
    owners: ['ada'],
  });
  await people.begin(name => host.forgetAccount(name));
  return { ...host, people, api: apiOf(host.url) };
}

/** As the second. */
const laterApiOf = (url: string) =>
  createApi(url, name => passwords.of(`${name}/2`));

/** Gives Grace a token, a session, a team and a collaboration. */
async function equip({ api, url }: { api: Api; url: string }) {
  await api('POST', '/orgs/myorg/repos', { name: 'secret', private: true });
  await api('PUT', '/repos/myorg/secret/collaborators/grace', {
    permission: 'admin',
  });
  await api('PUT', '/teams/1/members/grace');
  const wanted = { name: 'laptop', scopes: ['all'] };
  const made = await api('POST', '/users/grace/tokens', wanted, 'grace');
  const cookie = await cookieOf(url, 'grace', passwords.of('grace'));
  return { token: made.body.sha1 as string, cookie };
}

const readSecretAs = async (api: Api) =>
  (await api('GET', '/repos/myorg/secret', undefined, 'grace')).status;

/** What token, session and password of Grace are answered. */
async function answersOf(
  url: string,
  { token, cookie }: { token: string; cookie: string },
): Promise<number[]> {
  const statusOf = async (address: string, headers: Record<string, string>) =>
    (await fetch(`${url}${address}`, { headers })).status;
  const secret = await readSecretAs(apiOf(url));
  return [
    await statusOf('/api/v1/user', { Authorization: `token ${token}` }),
    await statusOf('/myorg/secret', { cookie }),
    secret,
  ];
}

test('who leaves the files is out with the next request, and a later one of the name has nothing of theirs', async t => {
  const folder = await temporaryFolder(t);
  await publish(folder, 'ada', 'grace');
  const host = await startWithPeople(t, folder);
  const { url } = host;
  const hers = await equip(host);
  assert.deepEqual(await answersOf(url, hers), [200, 200, 200]);
  await publish(folder, 'ada');
  assert.deepEqual(await answersOf(url, hers), [401, 404, 401]);
  await publish(folder, 'ada', 'grace');
  host.people.list();
  await host.people.settled();
  assert.deepEqual(await answersOf(url, hers), [401, 404, 401]);
  assert.equal(await readSecretAs(laterApiOf(url)), 404);
});

test('who left while nothing ran is forgotten at the next start', async t => {
  const folder = await temporaryFolder(t);
  await publish(folder, 'ada', 'grace');
  const first = await startWithPeople(t, folder);
  const hers = await equip(first);
  await first.close();
  await publish(folder, 'ada');
  await (await startWithPeople(t, folder)).close();
  await publish(folder, 'ada', 'grace');
  const { url } = await startWithPeople(t, folder);
  assert.deepEqual(await answersOf(url, hers), [401, 404, 401]);
  assert.equal(await readSecretAs(laterApiOf(url)), 404);
});

/** Forgets into a list, but for the first time. */
function failingOnce() {
  const forgotten: string[] = [];
  let failures = 1;
  const forget = async (name: string) => {
    if (failures-- > 0) throw new Error('the disk is full');
    forgotten.push(name);
  };
  return { forgotten, forget };
}

const idsOf = (people: PeopleAccounts) => people.list().map(({ id }) => id);

test('a forgetting that failed is done with a later question, and until then nobody has the name', async t => {
  const folder = await temporaryFolder(t);
  await publish(folder, 'ada', 'grace');
  const lines: string[] = [];
  const people = await openPeople(folder, lines);
  const { forgotten, forget } = failingOnce();
  await people.begin(forget);
  await publish(folder, 'ada');
  await nextQuestion();
  assert.deepEqual(idsOf(people), ['ada']);
  await until('the forgetting has failed', () => lines.length > 0);
  assert.deepEqual(lines, ['Accounts: the disk is full']);
  await publish(folder, 'ada', 'grace');
  await nextQuestion();
  assert.deepEqual(idsOf(people), ['ada']);
  await until('the former is forgotten', () => idsOf(people).length === 2);
  assert.deepEqual(idsOf(people), ['ada', 'grace/2']);
  assert.deepEqual(forgotten, ['grace']);
});

test('a restart after a forgetting that failed does not bring the former person back', async t => {
  const folder = await temporaryFolder(t);
  await publish(folder, 'ada', 'grace');
  const { forgotten, forget } = failingOnce();
  await (await openPeople(folder)).begin(async () => {});
  await publish(folder, 'ada');
  await assert.rejects((await openPeople(folder)).begin(forget));
  await publish(folder, 'ada', 'grace');
  const people = await openPeople(folder);
  assert.deepEqual(idsOf(people), ['ada']);
  await people.begin(forget);
  assert.deepEqual(idsOf(people), ['ada', 'grace/2']);
  assert.deepEqual(forgotten, ['grace']);
});
