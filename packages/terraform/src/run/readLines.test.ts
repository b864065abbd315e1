import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readLines } from './readLines';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tail-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function linesOf(content: string, { from = 0, isWhole = true } = {}) {
  const file = path.join(folder, 'output');
  fs.writeFileSync(file, content);
  return [...readLines(file, { from, isWhole })];
}

it('reads lines whole, wherever the pieces that it reads begin and end', () => {
  const texts = ['', 'é'.repeat(40_000), 'a', `${'b'.repeat(65_535)}é`, 'end'];
  const lines = linesOf(texts.join('\n'));
  expect(lines.map(({ text }) => text)).toEqual(texts);
  const ends = texts.map((_, at) =>
    Buffer.byteLength(`${texts.slice(0, at + 1).join('\n')}\n`),
  );
  ends[ends.length - 1]--;
  expect(lines.map(({ end }) => end)).toEqual(ends);
});

it('goes on where an earlier look ended, and takes no half of a line for one', () => {
  const [first] = linesOf('one\ntw', { isWhole: false });
  expect(first).toEqual({ text: 'one', end: 4 });
  expect(linesOf('one\ntw', { isWhole: false })).toHaveLength(1);
  expect(linesOf('one\ntwo\n', { from: first.end })).toEqual([
    { text: 'two', end: 8 },
  ]);
});

it('copies each part of a long line once, as a state that is printed is one', () => {
  const copied = jest.spyOn(Buffer, 'concat');
  const length = 8 * 1024 * 1024;
  expect(linesOf(`${'x'.repeat(length)}\n`)).toMatchObject([
    { end: length + 1 },
  ]);
  const bytes = copied.mock.calls
    .flatMap(([pieces]) => [...pieces])
    .reduce((sum, piece) => sum + piece.length, 0);
  expect(bytes).toBeLessThan(2 * length);
  copied.mockRestore();
});
