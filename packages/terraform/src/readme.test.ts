import fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { format } from 'node:util';
import * as library from '.';
import { describeRuns, Workshop } from './__testUtils__/terraform';

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

describeRuns('the README', () => {
  it('prints with every example what it says', async () => {
    const workshop = new Workshop();
    process.chdir(workshop.root);
    try {
      for (const { title, text } of blocks.filter(one => one.title)) {
        fs.mkdirSync(path.dirname(title), { recursive: true });
        fs.writeFileSync(title, text);
      }
      const said: string[] = [];
      const found: string[] = [];
      for (const [at, { kind, text }] of blocks.entries()) {
        if (kind !== 'ts') continue;
        const printed = await run(text);
        // What an example prints stands right below it.
        const next = blocks[at + 1];
        if (next?.kind === 'text') {
          said.push(next.text);
          found.push(printed);
        }
      }
      expect(said).toHaveLength(2);
      expect(found).toEqual(said);
    } finally {
      process.chdir(here);
      workshop.remove();
    }
  });
});
