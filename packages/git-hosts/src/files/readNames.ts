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
  if (!Array.isArray(answer)) throw noFolder(repository, path);
  if (answer.length >= most) {
    const words = `${
      path || 'its root'
    } has ${most} files or more, of which its API tells ${most}`;
    throw errorOf(repository, { ending: 'refused', words });
  }
  return answer.map(item => nameOf(repository, item));
}

export function noFolder(repository: HostedRepository, path: string): Error {
  const words = `${path} is no folder`;
  return errorOf(repository, { ending: 'refused', words });
}

/** Of a file or folder in a list of them. */
export function nameOf(repository: HostedRepository, item: unknown): string {
  const { name } = (item ?? {}) as { name?: unknown };
  if (typeof name === 'string' && name) return name;
  throw notUnderstood(repository, 'a folder');
}
