import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { setImmediate as nextQuestion } from 'node:timers/promises';
import { temporaryFolder } from '@towpath/test-kit';
import { stringify } from 'yaml';
import { followOrganisation } from './followOrganisation.ts';

function publish(folder: string, ...names: string[]): void {
  const people = names.map(name => ({
    kind: 'User',
    metadata: { name },
    spec: { profile: { email: `${name}@myorg.example` } },
  }));
  const text = people.map(one => stringify(one)).join('---\n');
  fs.writeFileSync(path.join(folder, 'users.yaml'), text);
}

async function followed(t: TestContext) {
  const folder = path.join(await temporaryFolder(t), 'org');
  fs.mkdirSync(folder);
  publish(folder, 'ada', 'grace');
  const lines: string[] = [];
  const organisation = followOrganisation(folder, line => lines.push(line));
  const names = async () => {
    await nextQuestion();
    return organisation().people.map(({ name }) => name);
  };
  return { folder, lines, names };
}

/** The next file cannot be read, once, as with too many open files. */
function failOneRead(t: TestContext): void {
  const read = fs.readFileSync;
  let failures = 1;
  t.mock.method(fs, 'readFileSync', (...wanted: Parameters<typeof read>) => {
    if (failures-- <= 0) return read(...wanted);
    throw Object.assign(new Error('EMFILE: too many open files'), {
      syscall: 'open',
    });
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
}

test('while the folder is away everybody stays, and it is said once', async t => {
  const { folder, lines, names } = await followed(t);
  fs.renameSync(folder, `${folder}-away`);
  assert.deepEqual(await names(), ['ada', 'grace']);
  assert.deepEqual(await names(), ['ada', 'grace']);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /keeps to the people it knew: ENOENT/);
  fs.renameSync(`${folder}-away`, folder);
  publish(folder, 'ada');
  assert.deepEqual(await names(), ['ada']);
});

test('who left is out with the next question after a read that failed', async t => {
  const { folder, lines, names } = await followed(t);
  publish(folder, 'ada');
  failOneRead(t);
  assert.deepEqual(await names(), ['ada', 'grace']);
  assert.match(lines.join(), /EMFILE/);
  assert.deepEqual(await names(), ['ada']);
});
