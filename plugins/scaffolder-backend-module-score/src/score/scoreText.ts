import fs from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { overrideFileName } from '@towpath/score';
import type { ScoreClient } from './ScoreClient';

/** A Score file of the workspace. @throws InputError for one that is not there, or lies outside */
async function readScoreFile(
  workspacePath: string,
  path: string,
): Promise<string> {
  const file = resolveSafeChildPath(workspacePath, path);
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(
      `path "${path}" cannot be read in the workspace: ${
        (error as NodeJS.ErrnoException).code
      }. Name the Score file that an earlier step has written`,
    );
  }
}

/**
 * What lies beside a Score file of the workspace for an environment; empty when nothing does: the workspace is asked, and
 * not the repository.
 *
 * @throws InputError for one that cannot be read
 */
async function readOverrideFile(
  workspacePath: string,
  path: string,
  environment: string,
): Promise<string> {
  const own = overrideFileName(path, environment);
  const file = resolveSafeChildPath(workspacePath, own);
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new InputError(
      `"${own}" cannot be read in the workspace: ${code}. It is laid over ${path} in ${environment}, so it has to be a file`,
    );
  }
}

/** A Score file of the workspace as an environment has it. */
export async function readScoreFiles(
  workspacePath: string,
  { path, environment }: { path: string; environment?: string },
): Promise<{ score: string; override?: string }> {
  const score = await readScoreFile(workspacePath, path);
  if (environment === undefined) return { score };
  return {
    score,
    override: await readOverrideFile(workspacePath, path, environment),
  };
}

/** The text of the Score file of a service. @throws ConflictError when it has none, or it could not be asked for */
export async function scoreFileOf(
  service: string,
  client: Pick<ScoreClient, 'service'>,
): Promise<string> {
  const { file, problem } = await client.service(service);
  if (file) return file.text;
  throw new ConflictError(problem ?? `${service} has no Score file`);
}
