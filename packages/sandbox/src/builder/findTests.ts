import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, TomlError } from 'smol-toml';

/** What a checked-out service says about itself. */
export interface Service {
  /** How its tests are run, from its root folder. */
  test: string[];
  /** The version it declares, as written; it need not be one. */
  declared?: string;
}

/** The service's own files cannot be read: its fault, shown as a failed build. */
export class ServiceError extends Error {}

const MANIFEST_BYTES = 1_000_000;
const UNITTEST = 'python3 -m unittest discover -s tests -t .';

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

/**
 * Reads `package.json` or `pyproject.toml`.
 * @returns undefined for a repository with neither: there is nothing to build
 * @throws ServiceError that names the file and what is wrong in it
 */
export async function findTests(folder: string): Promise<Service | undefined> {
  const manifest = await read(folder, 'package.json');
  if (manifest !== undefined) return fromPackage(manifest);
  const project = await read(folder, 'pyproject.toml');
  return project === undefined ? undefined : fromProject(project);
}

function fromPackage(text: string): Service {
  const manifest = readJsonObject(text);
  const scripts = manifest.scripts as Record<string, unknown> | undefined;
  if (typeof scripts?.test !== 'string') {
    throw new ServiceError(
      'package.json has no script "test": say under "scripts" how to run the tests',
    );
  }
  return {
    test: ['node', '--run', 'test'],
    declared: textOf(manifest.version),
  };
}

function readJsonObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch (error) {
    throw new ServiceError(
      `package.json is not JSON: ${(error as Error).message}`,
    );
  }
}

function fromProject(text: string): Service {
  const { project, tool } = readToml(text) as {
    project?: { version?: unknown };
    tool?: { towpath?: { test?: unknown } };
  };
  const command = textOf(tool?.towpath?.test) ?? UNITTEST;
  return { test: ['sh', '-c', command], declared: textOf(project?.version) };
}

function readToml(text: string): object {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new ServiceError(`pyproject.toml is not TOML: ${error.message}`);
  }
}

// The checkout is read with the builder's account: a link would lead to any file of the machine.
async function read(folder: string, file: string) {
  const place = path.join(folder, file);
  const kind = await lstat(place).catch(error => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!kind) return undefined;
  if (!kind.isFile() || kind.size > MANIFEST_BYTES)
    throw new ServiceError(
      `${file} is not a file of at most ${MANIFEST_BYTES} bytes`,
    );
  return readFile(place, 'utf8');
}
