import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import * as library from '.';
import { Folder } from './__testUtils__/runCommand';

const docs = resolve(__dirname, '../../../docs/score');
const pages = readdirSync(docs).filter(name => name.endsWith('.md'));

interface Block {
  kind: string;
  title?: string;
  text: string;
}

/** The fenced blocks of a page, in order. */
function blocksOf(page: string): Block[] {
  const text = readFileSync(join(docs, page), 'utf8');
  const fence = /^```(\w+)(?: title="(.+)")?\n([\s\S]*?)^```$/gm;
  return [...text.matchAll(fence)].map(([, kind, title, body]) => ({
    kind,
    title,
    text: body,
  }));
}

/** What the program of a block prints. */
async function run(code: string): Promise<string> {
  const printed: string[] = [];
  const body = stripTypeScriptTypes(code).replace(
    /^import (\{[^}]*\}) from '@towpath\/score';$/gm,
    'const $1 = library;',
  );
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await new AsyncFunction('library', 'console', body)(library, {
    log: (...values: unknown[]) => printed.push(format(...values)),
  });
  return `${printed.join('\n')}\n`;
}

describe.each(pages)('%s', page => {
  const blocks = blocksOf(page);
  const folder = new Folder();
  afterAll(() => folder.remove());

  it('runs as it says', async () => {
    const said: string[] = [];
    const found: string[] = [];
    for (const [at, { kind, title, text }] of blocks.entries()) {
      if (title) folder.write(title, text);
      if (kind === 'console') {
        said.push(text);
        found.push(await session(folder, text));
      } else if (kind === 'ts') {
        said.push(blocks[at + 1].text);
        found.push(await run(text));
      }
    }
    expect(found).toEqual(said);
  });

  it('links to pages that are there', () => {
    const text = readFileSync(join(docs, page), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(
      ([, link]) => link,
    );
    expect(links.filter(link => !existsSync(join(docs, link)))).toEqual([]);
  });
});

/** The same session as it would look now. */
async function session(folder: Folder, text: string): Promise<string> {
  let now = '';
  for (const [, line] of text.matchAll(/^\$ score (.+)$/gm)) {
    const { stdout, stderr } = await folder.run(line.split(' '));
    now += `$ score ${line}\n${stdout}${
      line.includes('--stdout') ? '' : stderr
    }`;
  }
  return now;
}

it('there is something to run', () => {
  expect(
    pages.flatMap(blocksOf).filter(({ kind }) => kind === 'console').length,
  ).toBeGreaterThan(5);
});
