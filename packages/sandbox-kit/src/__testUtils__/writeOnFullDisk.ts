// Writes two texts one after the other to one file, of which the second does not fit on its disk, and
// prints what came of it as JSON. It is given the file.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../files/replaceFile.ts';

async function writeOnFullDisk(file: string): Promise<object> {
  await replaceFile(file, 'the old text');
  const code = await replaceFile(file, 'new'.repeat(10_000)).then(
    () => 'written',
    error => error.code,
  );
  const left = readdirSync(path.dirname(file));
  return { code, left, text: readFileSync(file, 'utf8') };
}

void writeOnFullDisk(process.argv[2]).then(came =>
  console.log(JSON.stringify(came)),
);
