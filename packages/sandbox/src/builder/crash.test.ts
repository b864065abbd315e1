import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { openJail } from '@towpath/jail';
import {
  createApi,
  git,
  seedRepository,
} from '@towpath/sandbox-git-host/testing';
import { temporaryFolder, TestProcess, until } from '@towpath/test-kit';
import {
  buildsOf,
  commitsOf,
  GREEN,
  nodeService,
  seedOverlay,
  startBuilding,
  untilVerdict,
} from './testing.ts';
import type { TestJail } from './types.ts';

// What is waited for never comes when the code is wrong.
const LIMIT = { timeout: 600_000 };

const BUILDING = path.join(import.meta.dirname, '../__testUtils__/building.ts');

/** A test that ends only when it is let, and has a process that is found by its mark. */
const waitsFor = (mark: string) => `import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
test('waits', async () => {
  const child = spawn('sh', ['-c', 'while :; do sleep 1; done', '${mark}']);
  while (!process.env.MAY_END) await setTimeout(5);
  child.kill('SIGKILL');
});
`;

const isRunning = (mark: string) =>
  execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).includes(
    mark,
  );

const lettingGo = async (scratch: string): Promise<TestJail> => {
  const jail = await openJail({ scratch });
  return {
    run: run => jail.run({ ...run, env: { ...run.env, MAY_END: 'yes' } }),
  };
};

test(
  'a build that a kill cut off is built again, its tests end with it, and one commit comes of it',
  LIMIT,
  async t => {
    const folder = await temporaryFolder(t);
    const dataDir = path.join(folder, 'data');
    const mark = `waits-${path.basename(folder)}`;
    const first = new TestProcess<{ url: string }>(BUILDING, { dataDir });
    t.after(() => first.kill());
    const { url } = await first.told();
    const api = createApi(url);
    await seedOverlay(api);
    const sha = await seedRepository(api, 'demo', nodeService(waitsFor(mark)));
    await until('the tests run', () => isRunning(mark));
    await first.kill();
    await until('the tests have ended', () => !isRunning(mark));
    const jail = await lettingGo(folder);
    const second = await startBuilding(t, { dataDir, jail });
    const verdict = await untilVerdict(second.api, 'demo', sha);
    assert.match(verdict.description, /^0\.1\.0 passed/);
    const [build, ...others] = await buildsOf(second, 'demo');
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
    const builds = path.join(dataDir, 'builder/builds');
    // The repository that was seeded last.
    const record = path.join(builds, '2/1.json');
    const { finishedAt, deployedBy, version, ...before } = JSON.parse(
      await readFile(record, 'utf8'),
    );
    await writeFile(record, JSON.stringify({ ...before, state: 'running' }));
    const second = await startBuilding(t, { dataDir });
    const build = await until(
      'the build has ended',
      async () => (await buildsOf(second, 'demo'))[0],
      one => Boolean(one.finishedAt),
    );
    assert.equal(build.deployedBy, deployedBy);
    assert.equal(build.version, '0.1.0');
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
