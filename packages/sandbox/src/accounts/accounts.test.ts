import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import {
  type Api,
  cookieOf,
  createApi,
  startTestHost,
} from '@towpath/sandbox-git-host/testing';
import { temporaryFolder } from '@towpath/test-kit';
import { stringify } from 'yaml';
import { Passwords } from '../password/Passwords.ts';
import { followOrganisation } from '../sign-in/index.ts';
import { PeopleAccounts } from './PeopleAccounts.ts';

const log = { info() {}, warn() {}, error: console.error };

/** As the tests of the Git host sign in. */
const passwords = {
  of: (name: string) => `${name}-password`,
} as unknown as Passwords;

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

async function startWithPeople(t: TestContext, folder: string) {
  const people = await PeopleAccounts.open({
    file: path.join(folder, 'people.json'),
    organisation: followOrganisation(path.join(folder, 'org'), log.warn),
    passwords,
    log,
  });
  const host = await startTestHost(t, {
    dataDir: folder,
    accounts: people.list,
    owners: ['ada'],
  });
  await people.begin(name => host.forgetAccount(name));
  return { ...host, people };
}

/** Gives Grace a token, a session, a team and a collaboration. */
async function equip({ api, url }: { api: Api; url: string }) {
  await api('POST', '/orgs/myorg/repos', { name: 'secret', private: true });
  await api('PUT', '/repos/myorg/secret/collaborators/grace', {
    permission: 'admin',
  });
  await api('PUT', '/teams/1/members/grace');
  const wanted = { name: 'laptop', scopes: ['all'] };
  const made = await api('POST', '/users/grace/tokens', wanted, 'grace');
  const cookie = await cookieOf(url, 'grace');
  return { token: made.body.sha1 as string, cookie };
}

/** What token, session and password of Grace are answered. */
async function answersOf(
  url: string,
  { token, cookie }: { token: string; cookie: string },
): Promise<number[]> {
  const statusOf = async (address: string, headers: Record<string, string>) =>
    (await fetch(`${url}${address}`, { headers })).status;
  const api = createApi(url);
  const secret = await api('GET', '/repos/myorg/secret', undefined, 'grace');
  return [
    await statusOf('/api/v1/user', { Authorization: `token ${token}` }),
    await statusOf('/myorg/secret', { cookie }),
    secret.status,
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
  assert.deepEqual(await answersOf(url, hers), [401, 404, 404]);
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
  assert.deepEqual(await answersOf(url, hers), [401, 404, 404]);
});
