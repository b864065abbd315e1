import { errorOf, notUnderstood } from '../http/failures';
import type { HostedRepository } from '../location/HostedRepository';

/**
 * Names in an answer about a folder.
 *
 * @param most - how many a host tells at most: as many may be a part of them.
 * @throws ConflictError when it is a file, or may be a part of the folder
 */
export function readNames(
  repository: HostedRepository,
  path: string,
  { answer, most = Infinity }: { answer: unknown; most?: number },
): string[] {
  const refuse = (words: string) =>
    errorOf(repository, { ending: 'refused', words });
  if (!Array.isArray(answer)) throw refuse(`${path} is no folder`);
  if (answer.length >= most) {
    throw refuse(
      `${
        path || 'its root'
      } has ${most} files or more, of which its API tells ${most}`,
    );
  }
  return answer.map(item => nameOf(repository, item));
}

/** Of a file or folder in a list of them. */
export function nameOf(repository: HostedRepository, item: unknown): string {
  const { name } = (item ?? {}) as { name?: unknown };
  if (typeof name === 'string' && name) return name;
  throw notUnderstood(repository, 'a folder');
}
