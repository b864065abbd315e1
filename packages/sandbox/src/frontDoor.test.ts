import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  foreignHostTricks,
  foreignOriginTricks,
  ownRequests,
  sendRaw,
  statusOf,
} from '@towpath/front-door/testing';
import { startTestHost } from '@towpath/sandbox-git-host/testing';
import { freePort } from '@towpath/test-kit';
import { Passwords } from './password/Passwords.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');
const REPORT_PORTS = path.join(
  import.meta.dirname,
  '__testUtils__/reportPorts.mjs',
);
const PASSWORD = 'password-of-the-portal';
const PARTS = ['GIT', 'SIGN_IN', 'ARGOCD', 'MAIL'];

let gitPort: number;
let argoCdPort: number;
/** It speaks no HTTP, and takes nothing from who has no password for it. */
let smtpPort: number;
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'towpath-door-'));
let child: ChildProcess;
/** Every port that the whole sandbox listens on, in the order of its start. */
const ports: number[] = [];

before(async () => {
  const chosen = await Promise.all(PARTS.map(freePort));
  smtpPort = await freePort();
  [gitPort, , argoCdPort] = chosen;
  child = spawn(process.execPath, ['--import', REPORT_PORTS, MAIN], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      TOWPATH_DATA: home,
      ...Object.fromEntries(
        PARTS.map((part, at) => [`TOWPATH_${part}_PORT`, `${chosen[at]}`]),
      ),
      TOWPATH_SMTP_PORT: String(smtpPort),
      TOWPATH_SMTP_PASSWORD: 'smtp-password-of-the-tests',
      TOWPATH_OIDC_CLIENT_SECRET: 'oidc-secret-of-the-tests',
      TOWPATH_GIT_PASSWORD: PASSWORD,
      TOWPATH_ARGOCD_TOKEN: 'argocd-token-of-the-tests',
      TOWPATH_PASSWORD_KEY: 'password-key-of-the-tests',
      TOWPATH_SCIM_TOKEN: 'scim-token-of-the-tests',
    },
  });
  child.on('message', port => {
    if (Number(port) !== smtpPort) ports.push(Number(port));
  });
  await isReady(child);
});

function isReady({ stdout }: ChildProcess): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    stdout!.on('data', text => {
      output += text;
      if (/Argo CD: \d+ applications/.test(output)) resolve();
    });
    stdout!.once('end', () => reject(new Error(`it ended: ${output}`)));
  });
}

after(async () => {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  fs.rmSync(home, { recursive: true, force: true });
});

/** What is asked of every server there is: whichever path, the door comes first. */
const target = (port: number) => ({
  port,
  page: '/',
  form: '/api/v1/orgs/myorg/repos',
  socket: '/',
});

test('the walk finds every server that the sandbox is known to have', () => {
  assert.equal(new Set(ports).size, ports.length);
  assert.equal(ports.length, PARTS.length);
});

for (const [tricks, status] of [
  [foreignHostTricks, 421],
  [foreignOriginTricks, 403],
] as const) {
  describe(`every server of the sandbox answers ${status} to who`, () => {
    for (const [at, { name }] of tricks(target(1)).entries()) {
      test(name, async () => {
        for (const port of ports) {
          const { head } = tricks(target(port))[at];
          const answer = await sendRaw(port, head);
          assert.equal(statusOf(answer), status, `${port}: ${answer}`);
        }
      });
    }
  });
}

describe('every server of the sandbox lets in who', () => {
  for (const [at, { name }] of ownRequests(target(1)).entries()) {
    test(name, async () => {
      for (const port of ports) {
        const { head } = ownRequests(target(port))[at];
        const answer = await sendRaw(port, head);
        assert.ok(statusOf(answer), `${port} answers nothing`);
        assert.doesNotMatch(answer, /is no address of|may not change anything/);
      }
    });
  }
});

/**
 * What a page does whose name was made to lead to this machine: it is of one origin with the Git
 * host then, so the browser lets it read and write there, whatever it sends along.
 */
function rebinding(port: number) {
  const host = `Host: evil.example:${port}`;
  const origin = `Origin: http://evil.example:${port}`;
  const basic = Buffer.from(`towpath-portal:${PASSWORD}`).toString('base64');
  const repository = JSON.stringify({ name: 'taken-over' });
  return [
    ['reads the sign-in page', [`GET /user/login HTTP/1.1`, host]],
    [
      'sends the form of the sign-in page',
      [
        'POST /user/login HTTP/1.1',
        host,
        origin,
        'Content-Type: application/x-www-form-urlencoded',
        'Content-Length: 0',
      ],
    ],
    [
      'creates a repository',
      [
        'POST /api/v1/orgs/myorg/repos HTTP/1.1',
        host,
        origin,
        `Authorization: Basic ${basic}`,
        'Content-Type: application/json',
        `Content-Length: ${repository.length}`,
        '',
        repository,
      ],
    ],
    [
      'begins a push, which the builder would test',
      [
        'GET /myorg/taken-over.git/info/refs?service=git-receive-pack HTTP/1.1',
        host,
        `Authorization: Basic ${basic}`,
      ],
    ],
  ] as const;
}

test('a page that rebinds its name is stopped at its first step, and at each further one', async () => {
  for (const [step, head] of rebinding(gitPort)) {
    const answer = await sendRaw(gitPort, [...head]);
    assert.equal(statusOf(answer), 421, `it ${step}: ${answer}`);
  }
  const made = await fetch(
    `http://localhost:${gitPort}/api/v1/repos/myorg/taken-over`,
  );
  assert.equal(made.status, 404);
});

test('the password that was once published opens nothing, that of the installation does', async () => {
  const password = new Passwords('password-key-of-the-tests').of('ada');
  const opens = async (sent: string) => {
    const basic = Buffer.from(`ada:${sent}`).toString('base64');
    const [atGitHost, atArgoCd] = await Promise.all([
      fetch(`http://localhost:${gitPort}/api/v1/user`, {
        headers: { Authorization: `Basic ${basic}` },
      }),
      fetch(`http://localhost:${argoCdPort}/api/v1/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ username: 'ada', password: sent }),
      }),
    ]);
    return [atGitHost.status, atArgoCd.status];
  };
  assert.deepEqual(await opens('towpath'), [401, 401]);
  assert.deepEqual(await opens(password), [200, 200]);
});

test('a server that is reached by a name of its own answers to it', async t => {
  const host = await startTestHost(t, { allowedHosts: ['git.example:8443'] });
  const { port } = new URL(host.url);
  const ask = async (name: string) =>
    statusOf(await sendRaw(Number(port), ['GET / HTTP/1.1', `Host: ${name}`]));
  assert.equal(await ask('git.example:8443'), 302);
  assert.equal(await ask('git.example'), 421);
});
