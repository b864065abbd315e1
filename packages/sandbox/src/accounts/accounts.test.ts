import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import {
  type Api,
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
  const people = new PeopleAccounts({
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

/** Gives Grace a token, a team and a collaboration. */
async function equip(api: Api): Promise<string> {
  await api('POST', '/orgs/myorg/repos', { name: 'secret', private: true });
  await api('PUT', '/repos/myorg/secret/collaborators/grace', {
    permission: 'admin',
  });
  await api('PUT', '/teams/1/members/grace');
  const wanted = { name: 'laptop', scopes: ['all'] };
  return (await api('POST', '/users/grace/tokens', wanted, 'grace')).body.sha1;
}

/** What the token and the name of Grace are answered for the repository. */
async function answersOf(url: string, token: string): Promise<number[]> {
  const ask = await fetch(`${url}/api/v1/user`, {
    headers: { Authorization: `token ${token}` },
  });
  const api = createApi(url);
  const secret = await api('GET', '/repos/myorg/secret', undefined, 'grace');
  return [ask.status, secret.status];
}

test('who leaves the files is out with the next request, and a later one of the name has nothing of theirs', async t => {
  const folder = await temporaryFolder(t);
  await publish(folder, 'ada', 'grace');
  const { api, url, people } = await startWithPeople(t, folder);
  const token = await equip(api);
  assert.deepEqual(await answersOf(url, token), [200, 200]);
  await publish(folder, 'ada');
  assert.deepEqual(await answersOf(url, token), [401, 401]);
  await people.settled();
  await publish(folder, 'ada', 'grace');
  assert.deepEqual(await answersOf(url, token), [401, 404]);
});

test('who left while nothing ran is forgotten at the next start', async t => {
  const folder = await temporaryFolder(t);
  await publish(folder, 'ada', 'grace');
  const first = await startWithPeople(t, folder);
  const token = await equip(first.api);
  await first.close();
  await publish(folder, 'ada');
  await (await startWithPeople(t, folder)).close();
  await publish(folder, 'ada', 'grace');
  const { url } = await startWithPeople(t, folder);
  assert.deepEqual(await answersOf(url, token), [401, 404]);
});
