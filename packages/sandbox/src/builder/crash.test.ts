import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import {
  ACCOUNTS,
  createApi,
  git,
  seedRepository,
  temporaryFolder,
} from '../git-host/testing.ts';
import {
  BUILDER,
  commitsOf,
  GREEN,
  nodeService,
  seedOverlay,
  startBuilding,
  untilVerdict,
} from './testing.ts';

// What is waited for never comes when the code is wrong.
const LIMIT = { timeout: 60_000 };

const from = (module: string) =>
  JSON.stringify(new URL(module, import.meta.url).href);

const PROGRAM = `
  import { startGitHost } from ${from('../git-host/index.ts')};
  import { Builder } from ${from('./index.ts')};
  const { dataDir, accounts, account } = JSON.parse(process.env.TEST_OPTIONS);
  const log = { info() {}, warn() {}, error: console.error };
  let builder;
  const host = await startGitHost({
    port: 0, dataDir, accounts, log, portalUrl: 'http://localhost:7007',
    onPush: push => builder.onPush(push),
  });
  builder = await Builder.open({ dataDir, gitUrl: host.url, account, log });
  builder.begin();
  console.log(host.url);
`;

function spawnBoth(t: TestContext, dataDir: string): ChildProcess {
  const accounts = [...ACCOUNTS, BUILDER];
  const child = spawn(
    process.execPath,
    ['--input-type=module-typescript', '-e', PROGRAM],
    {
      env: {
        ...process.env,
        TEST_OPTIONS: JSON.stringify({ dataDir, accounts, account: BUILDER }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  t.after(() => child.kill('SIGKILL'));
  return child;
}

/** A green test that first says where it listens, then waits until it may end. */
const waitsFor = (folder: string) => `import fs from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
test('waits', async () => {
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  fs.writeFileSync(${JSON.stringify(
    path.join(folder, 'part'),
  )}, String(server.address().port));
  fs.renameSync(${JSON.stringify(path.join(folder, 'part'))}, ${JSON.stringify(
  path.join(folder, 'port'),
)});
  while (!fs.existsSync(${JSON.stringify(
    path.join(folder, 'go'),
  )})) await setTimeout(5);
  server.close();
});
`;

const answers = (address: string) =>
  fetch(address).then(
    () => true,
    () => false,
  );

const nextTurn = () => new Promise(resolve => setImmediate(resolve));

test(
  'a build that a kill cut off is built again, its tests end with it, and one commit comes of it',
  LIMIT,
  async t => {
    const folder = await temporaryFolder(t);
    const dataDir = path.join(folder, 'data');
    const child = spawnBoth(t, dataDir);
    const [url] = await once(createInterface(child.stdout!), 'line');
    const api = createApi(url);
    await seedOverlay(api);
    const sha = await seedRepository(
      api,
      'demo',
      nodeService(waitsFor(folder)),
    );
    const portFile = path.join(folder, 'port');
    while (!existsSync(portFile)) await nextTurn();
    const address = `http://127.0.0.1:${await readFile(portFile, 'utf8')}`;
    child.kill('SIGKILL');
    await once(child, 'exit');
    while (await answers(address)) await nextTurn();
    await writeFile(path.join(folder, 'go'), '');
    const second = await startBuilding(t, { dataDir });
    const verdict = await untilVerdict(second.api, 'demo', sha);
    assert.match(verdict.description, /^0\.1\.0 passed/);
    const [build, ...others] = await second.builder.list('demo');
    assert.equal(build.attempts, 2);
    assert.equal(others.length, 0);
    assert.equal((await commitsOf(second.api, 'gitops')).length, 2);
  },
);

test(
  'a kill after the commit and before the record brings nothing twice',
  LIMIT,
  async t => {
    const first = await startBuilding(t);
    await seedOverlay(first.api);
    const sha = await seedRepository(first.api, 'demo', nodeService(GREEN));
    await untilVerdict(first.api, 'demo', sha);
    await first.builder.close();
    await first.close();
    const { dataDir } = first;
    const record = path.join(dataDir, 'builder/builds/demo/1.json');
    const { finishedAt, deployedBy, version, ...before } = JSON.parse(
      await readFile(record, 'utf8'),
    );
    await writeFile(record, JSON.stringify({ ...before, state: 'running' }));
    const second = await startBuilding(t, { dataDir });
    for (;;) {
      const [build] = await second.builder.list('demo');
      if (build.finishedAt) {
        assert.equal(build.deployedBy, deployedBy);
        assert.equal(build.version, '0.1.0');
        break;
      }
      await nextTurn();
    }
    assert.equal((await commitsOf(second.api, 'gitops')).length, 2);
    const tags = await git(
      dataDir,
      'ls-remote',
      '--tags',
      `${second.url}/myorg/demo.git`,
    );
    assert.equal(tags.split('\n').length, 2);
  },
);
