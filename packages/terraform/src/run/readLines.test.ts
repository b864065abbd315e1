import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '@towpath/clock';
import { tailLines } from './tailLines';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tail-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

async function linesOf(content: string) {
  const file = path.join(folder, 'output');
  fs.writeFileSync(file, content);
  const found = [];
  const lines = tailLines(file, { isOver: () => true, clock: systemClock });
  for await (const line of lines) found.push(line);
  return found;
}

it('reads lines whole, wherever the pieces that it reads begin and end', async () => {
  const texts = ['', 'é'.repeat(40_000), 'a', `${'b'.repeat(65_535)}é`, 'end'];
  const lines = await linesOf(texts.join('\n'));
  expect(lines.map(({ text }) => text)).toEqual(texts);
  const ends = texts.map((_, at) =>
    Buffer.byteLength(`${texts.slice(0, at + 1).join('\n')}\n`),
  );
  ends[ends.length - 1]--;
  expect(lines.map(({ end }) => end)).toEqual(ends);
});

it('copies each part of a long line once, as a state that is printed is one', async () => {
  const copied = jest.spyOn(Buffer, 'concat');
  const length = 8 * 1024 * 1024;
  expect(await linesOf(`${'x'.repeat(length)}\n`)).toMatchObject([
    { end: length + 1 },
  ]);
  const bytes = copied.mock.calls
    .flatMap(([pieces]) => [...pieces])
    .reduce((sum, piece) => sum + piece.length, 0);
  expect(bytes).toBeLessThan(2 * length);
  copied.mockRestore();
});
