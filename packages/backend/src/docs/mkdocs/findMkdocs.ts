import { execFile } from 'node:child_process';
import { access, constants, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Mkdocs {
  command: string[];
  /** What it reads outside of the system's own folders. */
  readable: string[];
}

const ASK = `
import json, os, sys
print(json.dumps([p for p in [sys.prefix, sys.base_prefix, *sys.path] if os.path.exists(p)]))
`;

const isProgram = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

const SYSTEM = ['/usr', '/bin', '/lib'];

const isIn = (place: string, folder: string) =>
  place === folder || place.startsWith(`${folder}/`);

/**
 * Finds `mkdocs` on PATH, and the Python that it belongs to.
 * @throws Error that says how to get it
 */
export async function findMkdocs(
  searched = process.env.PATH ?? '',
): Promise<Mkdocs> {
  for (const folder of searched.split(path.delimiter).filter(Boolean)) {
    const found = path.join(folder, 'mkdocs');
    if (await isProgram(found)) return describe(await realpath(found));
  }
  throw new Error(
    'mkdocs is not on PATH, so no documentation is built here. "npm run setup" installs it where python3 is; ' +
      'see also techdocs.builder: external in docs/how-to/publish-docs-from-ci.md',
  );
}

async function describe(program: string): Promise<Mkdocs> {
  const [, python] =
    /^#!\s*(\/\S*python\S*)/.exec(await readFile(program, 'utf8')) ?? [];
  if (!python) return { command: [program], readable: [program] };
  const { stdout } = await promisify(execFile)(python, ['-c', ASK]);
  return {
    command: [python, program],
    readable: outermost([program, ...JSON.parse(stdout)]),
  };
}

/** Without what lies within another, and without folders that hold far more than a program. */
function outermost(places: string[]): string[] {
  const own = places.filter(
    place => !SYSTEM.some(folder => isIn(place, folder)),
  );
  return own.filter(
    (place, i) =>
      own.indexOf(place) === i &&
      !own.some(other => other !== place && isIn(place, other)),
  );
}
