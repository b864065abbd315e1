import { errorOf, notUnderstood } from '../http/failures';
import type { HostedRepository } from '../location/HostedRepository';

/** The fields in which Gitea, GitHub and GitLab tell of a file. */
interface Told {
  type?: unknown;
  encoding?: unknown;
  content?: unknown;
  size?: unknown;
}

/** The content in an answer about one file. @throws ConflictError when it is no file, or was cut off */
export function readContent(
  repository: HostedRepository,
  path: string,
  answer: unknown,
): Buffer {
  const isFolder = Array.isArray(answer);
  const told = (answer ?? {}) as Told;
  const kind = isFolder ? 'dir' : told.type ?? 'file';
  if (kind !== 'file') throw refused(repository, `${path} is no file: ${kind}`);
  if (typeof told.size !== 'number') {
    throw notUnderstood(repository, `the file ${path}`);
  }
  const content = decode(told);
  if (content?.length === told.size) return content;
  throw refused(
    repository,
    `${path} has ${told.size} bytes, of which its API tells ${
      content?.length ?? 0
    }`,
  );
}

function decode({ encoding, content }: Told): Buffer | undefined {
  return encoding === 'base64' && typeof content === 'string'
    ? Buffer.from(content, 'base64')
    : undefined;
}

function refused(repository: HostedRepository, words: string) {
  return errorOf(repository, { ending: 'refused', words });
}
