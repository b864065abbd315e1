import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { InputError, NotFoundError } from '@backstage/errors';
import { readObject, readText } from '../json/read';

/** The program that does the work. */
export interface Binary {
  path: string;
  tool: 'terraform' | 'tofu';
  version: string;
}

// The first one whose init speaks JSON.
const OLDEST = [1, 9];
const ANSWERS_WITHIN_MS = 60_000;

/**
 * Finds terraform or tofu: where the configuration says, else the first of the two on PATH.
 *
 * @throws NotFoundError that says what to install; InputError for one that is too old or no Terraform
 */
export async function findBinary(
  options: { configured?: string; pathVariable?: string } = {},
): Promise<Binary> {
  const { configured, pathVariable = process.env.PATH ?? '' } = options;
  const found = configured
    ? requireExecutable(configured)
    : searchPath(pathVariable);
  return askVersion(found);
}

function requireExecutable(file: string): string {
  if (isExecutable(file)) return file;
  throw new NotFoundError(
    `terraform.binary is "${file}", and there is no program there. Install Terraform 1.9 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.9 or newer (https://opentofu.org/docs/intro/install), or leave terraform.binary out to search PATH`,
  );
}

function searchPath(variable: string): string {
  const folders = variable.split(path.delimiter).filter(Boolean);
  for (const name of ['terraform', 'tofu']) {
    const found = folders.map(dir => path.join(dir, name)).find(isExecutable);
    if (found) return found;
  }
  throw new NotFoundError(
    'Neither terraform nor tofu is on PATH. Install Terraform 1.9 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.9 or newer (https://opentofu.org/docs/intro/install), or set terraform.binary to where it is',
  );
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

async function askVersion(file: string): Promise<Binary> {
  const { stdout } = await promisify(execFile)(file, ['version', '-json'], {
    timeout: ANSWERS_WITHIN_MS,
    env: { PATH: process.env.PATH ?? '', CHECKPOINT_DISABLE: '1' },
  }).catch(error => {
    throw new InputError(
      `${file} does not say which version it is, so it is no terraform or tofu: ${error.message}`,
    );
  });
  const version = readVersion(stdout);
  if (version === undefined) {
    throw new InputError(
      `${file} answers "${stdout
        .trim()
        .slice(
          0,
          80,
        )}" when asked for its version, so it is no terraform or tofu`,
    );
  }
  requireNewEnough(file, version);
  const tool = path.basename(file).startsWith('tofu') ? 'tofu' : 'terraform';
  return { path: file, tool, version };
}

// OpenTofu kept the name of the member.
function readVersion(stdout: string): string | undefined {
  try {
    return readText(readObject(JSON.parse(stdout)).terraform_version);
  } catch {
    return undefined;
  }
}

function requireNewEnough(file: string, version: string): void {
  const [major, minor] = version.split('.').map(Number);
  if (major === OLDEST[0] && minor >= OLDEST[1]) return;
  throw new InputError(
    `${file} is version ${version}; version ${OLDEST.join(
      '.',
    )} or newer of the 1.x line is needed`,
  );
}
