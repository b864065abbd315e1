import fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { format } from 'node:util';
import * as library from '.';
import { itRuns, Workshop } from './__testUtils__/terraform';

jest.setTimeout(60_000);

const README = fs.readFileSync(path.join(__dirname, '../README.md'), 'utf8');
const BLOCK = /^```(\w+)(?: title="(.+)")?\n([\s\S]*?)^```$/gm;
const blocks = [...README.matchAll(BLOCK)].map(([, kind, title, text]) => ({
  kind,
  title,
  text,
}));
const here = process.cwd();

afterEach(() => process.chdir(here));

/** What the program of a block prints. */
async function run(code: string): Promise<string> {
  const printed: string[] = [];
  const body = stripTypeScriptTypes(code).replace(
    /^import (\{[^}]*\}) from '@towpath\/terraform';$/gm,
    'const $1 = library;',
  );
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await new AsyncFunction('library', 'console', body)(library, {
    log: (...values: unknown[]) => printed.push(format(...values)),
  });
  return `${printed.join('\n')}\n`;
}

itRuns('every example of the README prints what it says', async () => {
  const workshop = new Workshop();
  process.chdir(workshop.root);
  try {
    for (const { title, text } of blocks.filter(one => one.title)) {
      fs.mkdirSync(path.dirname(title), { recursive: true });
      fs.writeFileSync(title, text);
    }
    let compared = 0;
    for (const [at, { kind, text }] of blocks.entries()) {
      const next = blocks[at + 1];
      if (kind !== 'ts') continue;
      const printed = await run(text);
      if (next?.kind === 'text') {
        expect(printed).toBe(next.text);
        compared += 1;
      }
    }
    expect(compared).toBe(2);
  } finally {
    process.chdir(here);
    workshop.remove();
  }
});
