import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { EntryStore } from './EntryStore.ts';

const SECOND = 1000;
let folder: string;
let warnings: string[];
const log = (line: string) => warnings.push(line);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-entries-'));
  warnings = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const WRITER = join(import.meta.dirname, '../__testUtils__/writeEntries.ts');

async function writeUntilKilled(afterWrites: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last === afterWrites) {
      child.kill('SIGKILL');
    }
  }
  if (child.signalCode === null) {
    await once(child, 'exit');
  }
  assert.equal(child.signalCode, 'SIGKILL');
  return last;
}

async function losesNothingConfirmed(afterWrites: number) {
  const confirmed = await writeUntilKilled(afterWrites);

  const store = await EntryStore.open(folder, log);
  const found = store.get('RefreshToken', 'same')?.payload as unknown as {
    number: number;
    filler: string;
  };
  assert.ok(found.number >= confirmed, `${found.number} < ${confirmed}`);
  assert.equal(found.filler.length, 200_000);
  assert.deepEqual(warnings, []);
  const left = readdirSync(folder).filter(name => !name.endsWith('.json'));
  assert.deepEqual(left, [], 'half-written files are cleared away');
}

describe('EntryStore', () => {
  for (const writes of [3, 20, 47]) {
    it(`loses nothing it confirmed when killed while writing (${writes})`, () =>
      losesNothingConfirmed(writes));
  }

  it('does not bring back an entry that was deleted while it was being written', async () => {
    const store = await EntryStore.open(folder, log);
    const entry = { model: 'RefreshToken', id: 'one', payload: {} };
    await Promise.all([store.put(entry), store.delete('RefreshToken', 'one')]);
    const reopened = await EntryStore.open(folder, log);
    assert.equal(reopened.get('RefreshToken', 'one'), undefined);
  });

  it('forgets an entry at the moment it expires, in memory and on the disk', async () => {
    let now = 0;
    const store = await EntryStore.open(folder, log, () => now);
    await store.put({
      model: 'Session',
      id: 'one',
      payload: { uid: 'u' },
      expiresAt: 10 * SECOND,
    });
    now = 10 * SECOND - 1;
    assert.ok(store.get('Session', 'one'));
    now = 10 * SECOND;
    assert.equal(store.get('Session', 'one'), undefined);
    assert.deepEqual(
      store.find(() => true),
      [],
    );

    await store.sweep();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('leaves out a damaged file and says which, instead of not starting', async () => {
    writeFileSync(join(folder, 'Session-abc.json'), '{"model":');
    const store = await EntryStore.open(folder, log);
    assert.deepEqual(
      store.find(() => true),
      [],
    );
    assert.match(warnings.join(), /Session-abc\.json, it cannot be read/);
  });

  it('goes on after a write that failed', async () => {
    const store = await EntryStore.open(folder, log);
    rmSync(folder, { recursive: true });
    const entry = { model: 'Session', id: 'one', payload: {} };
    await assert.rejects(store.put(entry), { code: 'ENOENT' });

    const other = await EntryStore.open(folder, log);
    await other.put(entry);
    await store.put({ ...entry, id: 'two' });
    const reopened = await EntryStore.open(folder, log);
    assert.equal(reopened.find(() => true).length, 2);
  });

  it('keeps ids out of file names', async () => {
    const store = await EntryStore.open(folder, log);
    await store.put({ model: 'Session', id: '../../etc/x', payload: {} });
    const [name] = readdirSync(folder);
    assert.match(name, /^Session-[0-9a-f]{64}\.json$/);
    assert.match(readFileSync(join(folder, name), 'utf8'), /etc/);
  });
});
