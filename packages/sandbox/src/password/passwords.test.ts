import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { prepareSecrets } from '@towpath/local';
import { startDelivery } from '@towpath/sandbox-argocd/testing';
import {
  ACCOUNTS,
  git,
  seedRepository,
  startTestHost,
} from '@towpath/sandbox-git-host/testing';
import { temporaryFolder } from '@towpath/test-kit';
import { follow, NOBODY, registerFile } from '../accounts/register.ts';
import { Passwords } from './Passwords.ts';

const CLI = path.join(import.meta.dirname, 'cli.ts');

function runCli(dataDir: string, ...args: string[]) {
  return spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, TOWPATH_DATA: dataDir },
  });
}

test('every installation and every person has another password', () => {
  const [ours, theirs] = [new Passwords('key-1'), new Passwords('key-2')];
  const all = [ours, theirs].flatMap(one => [one.of('ada'), one.of('grace')]);
  assert.equal(new Set(all).size, 4);
  assert.equal(ours.of('ada'), new Passwords('key-1').of('ada'));
  for (const password of all) {
    assert.match(
      password,
      /^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/,
    );
  }
});

test('a link shows the password of one person, for ten minutes', () => {
  let now = 1_000_000;
  const passwords = new Passwords('key', () => now);
  const proof = passwords.proofFor('ada');
  assert.equal(passwords.readLink('ada', proof), passwords.of('ada'));
  const [end, signature] = proof.split('.');
  for (const [name, sent] of [
    ['grace', proof],
    ['ada', ''],
    ['ada', `${Number(end) + 1}.${signature}`],
    ['ada', `${end}.`],
    ['ada', `Infinity.${signature}`],
    ['ada', new Passwords('other', () => now).proofFor('ada')],
  ]) {
    assert.equal(passwords.readLink(name, sent), undefined, sent);
  }
  now += 10 * 60_000;
  assert.equal(passwords.readLink('ada', proof), undefined);
});

test('the command prints what opens the Git host, also after a start over the secrets of an older version', async t => {
  const dataDir = await temporaryFolder(t);
  const file = path.join(dataDir, 'secrets.json');
  const old = { TOWPATH_GIT_PASSWORD: 'made-by-an-older-version' };
  fs.writeFileSync(file, JSON.stringify(old), { mode: 0o644 });

  const early = runCli(dataDir, '--as', 'ada');
  assert.equal(early.status, 1);
  assert.match(early.stderr, /no TOWPATH_PASSWORD_KEY yet.*npm start/);

  const secrets = prepareSecrets(dataDir);
  assert.equal(secrets.TOWPATH_GIT_PASSWORD, old.TOWPATH_GIT_PASSWORD);
  assert.equal(fs.statSync(file).mode & 0o777, 0o600);

  const printed = runCli(dataDir, '--as', 'ada').stdout.trim();
  const passwords = new Passwords(secrets.TOWPATH_PASSWORD_KEY);
  const [ada, ...others] = ACCOUNTS;
  const host = await startTestHost(t, {
    accounts: [{ ...ada, password: passwords.of('ada') }, ...others],
  });
  await seedRepository(
    (method, address, body) => host.api(method, address, body, 'grace'),
    'demo',
    { 'README.md': '# Demo\n' },
  );
  const clone = path.join(dataDir, 'clone');
  await git(dataDir, 'clone', '-q', host.remote('demo', 'ada', printed), clone);
  await git(clone, 'commit', '-q', '--allow-empty', '-m', 'By password');
  await git(clone, 'push', '-q');
  const published = host.remote('demo', 'ada', 'towpath');
  await assert.rejects(
    git(clone, 'push', '-q', published, 'HEAD:refs/heads/more'),
    /Authentication failed/,
  );
});

test('the command prints the password of who has the name now, not that of who had it', async t => {
  const dataDir = await temporaryFolder(t);
  const { TOWPATH_PASSWORD_KEY: key } = prepareSecrets(dataDir);
  const were = [['ada', 'grace'], ['grace'], ['ada', 'grace']];
  const register = were.reduce(follow, NOBODY);
  fs.writeFileSync(registerFile(dataDir), JSON.stringify(register));
  const passwords = new Passwords(key);
  const printed = (name: string) => runCli(dataDir, '--as', name).stdout.trim();
  assert.equal(printed('ada'), passwords.of('ada/2'));
  assert.notEqual(printed('ada'), passwords.of('ada'));
  assert.equal(printed('grace'), passwords.of('grace'));
});

test('the command names the people there are when nobody is called so', async t => {
  const { status, stderr } = runCli(await temporaryFolder(t), '--as', 'bob');
  assert.equal(status, 1);
  assert.match(stderr, /nobody called "bob"[^]*ada +Ada Okafor/);
});

test('the sign-in pages show a password only to who has its link', async t => {
  const passwords = new Passwords('key-of-the-test');
  const options = {
    readPasswordLink: (name: string, proof: string) =>
      passwords.readLink(name, proof),
  };
  const host = await startTestHost(t, options);
  const argo = await startDelivery(t, options);
  const good = { as: 'ada', proof: passwords.proofFor('ada') };
  for (const page of [`${host.url}/user/login`, `${argo.url}/login`]) {
    const read = async (query: Record<string, string>) => {
      const answer = await fetch(`${page}?${new URLSearchParams(query)}`);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      return answer.text();
    };
    assert.ok((await read(good)).includes(passwords.of('ada')));
    for (const query of [
      {},
      { as: 'ada' },
      { ...good, as: 'grace' },
      { as: 'ada', proof: passwords.proofFor('grace') },
    ]) {
      const text = await read(query as Record<string, string>);
      for (const name of ['ada', 'grace']) {
        assert.ok(!text.includes(passwords.of(name)));
      }
    }
  }
});
