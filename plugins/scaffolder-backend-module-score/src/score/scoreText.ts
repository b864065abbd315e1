import fs from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import type { ScoreClient } from './ScoreClient';

/** A Score file of the workspace. @throws InputError for one that is not there, or lies outside */
export async function readScoreFile(
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

/** The text of the Score file of a service. @throws ConflictError when it has none, or it could not be asked for */
export async function scoreFileOf(
  service: string,
  client: Pick<ScoreClient, 'service'>,
): Promise<string> {
  const { file, problem } = await client.service(service);
  if (file) return file.text;
  throw new ConflictError(problem ?? `${service} has no Score file`);
}
