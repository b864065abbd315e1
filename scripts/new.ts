// npm run new -- plugin NAME: writes a plugin with one kind of run and one page, and adds it to the portal.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { makeApiTypes, writeApiTypes } from './lib/apiTypes.ts';
import { newFiles, readName, type Names } from './lib/newPlugin.ts';
import { report, Trouble } from './lib/terminal.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const inRoot = (file: string) => path.join(ROOT, file);
const read = (file: string) => fs.readFileSync(inRoot(file), 'utf8');

function write(file: string, text: string) {
  fs.mkdirSync(path.dirname(inRoot(file)), { recursive: true });
  fs.writeFileSync(inRoot(file), text);
}

function run(program: string, ...args: string[]) {
  const { status, stdout } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) {
    throw new Trouble(
      `${stdout}${program} ${args.join(
        ' ',
      )} failed. What was written stays: mend it, or take it back with git`,
    );
  }
}

/** Adds packages to the dependencies of one that is there. */
function depend(manifest: string, ...names: string[]) {
  const json = JSON.parse(read(manifest));
  const added = names.map(name => [name, 'workspace:^']);
  const all = Object.entries({
    ...json.dependencies,
    ...Object.fromEntries(added),
  });
  const sorted = all.sort(([a], [b]) => (a < b ? -1 : 1));
  json.dependencies = Object.fromEntries(sorted);
  write(manifest, `${JSON.stringify(json, undefined, 2)}\n`);
}

/** Puts a line behind the last one that looks like this. */
function addLine(file: string, after: RegExp, line: string) {
  const lines = read(file).split('\n');
  const at = lines.findLastIndex(one => after.test(one));
  if (at < 0) {
    throw new Trouble(`${file} has no line like ${after}: add "${line}" there`);
  }
  write(file, lines.toSpliced(at + 1, 0, line).join('\n'));
}

function addToPortal({ id, title }: Names) {
  const name = `@towpath/plugin-${id}`;
  depend('packages/app/package.json', name);
  depend('packages/backend/package.json', `${name}-backend`);
  addLine(
    'packages/backend/src/index.ts',
    /^backend\.add\(import\('@towpath\/plugin-[a-z-]+-backend'\)\);$/,
    `backend.add(import('${name}-backend'));`,
  );
  const column = (folder: string) => `      ${folder.padEnd(36)} `;
  addLine(
    'ARCHITECTURE.md',
    /^ {6}environment {26}/,
    [
      `${column(`${id}-common`)} its API's types and client, permissions`,
      `${column(`${id}-backend`)} ${title}: its kind of run`,
      `${column(id)} its page`,
    ].join('\n'),
  );
}

async function main([what, given]: string[]) {
  if (what !== 'plugin') {
    throw new Trouble(
      `"${
        what ?? ''
      }" is nothing that can be made. Write: npm run new -- plugin NAME`,
    );
  }
  const names = readName(given);
  const files = newFiles(names, inRoot('scripts/new-plugin'));
  const folders = [...new Set(files.map(({ folder }) => folder))];
  const taken = folders.find(folder => fs.existsSync(inRoot(folder)));
  if (taken) throw new Trouble(`${taken} is there already. Take another name`);

  for (const { file, text } of files) write(file, text);
  addToPortal(names);
  for (const types of await makeApiTypes()) writeApiTypes(types);
  // Also where CI keeps yarn.lock as it is: it has to name the new packages.
  run('yarn', 'install', '--no-immutable');
  run('yarn', 'prettier', '--write', '--loglevel', 'warn', ...folders);
  console.log(
    [
      '',
      ...folders.map(folder => `written: ${folder}`),
      '',
      `npm test -- plugins/${names.id}    its tests`,
      `npm start${' '.repeat(names.id.length + 17)}its page is at /${names.id}`,
      '',
      'What it does is in kind.ts of the backend: begin there. See docs/how-to/write-a-plugin.md',
    ].join('\n'),
  );
}

main(process.argv.slice(2)).catch(error => {
  report(error);
  process.exitCode = 1;
});
