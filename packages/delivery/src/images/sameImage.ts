import { parseImage } from './parseImage';

/** Whether two references are of one version; `unknown` where they name nothing that can be compared. */
export type Sameness = 'same' | 'different' | 'unknown';

const DEFAULT_REGISTRY = 'docker.io';

/**
 * Compares what is asked for with what is seen. Registry mirrors and admission webhooks rename images on
 * their way in, and put a digest where a tag was: so the last part of the name, and what both have, counts.
 */
export function compareImages(a: string, b: string): Sameness {
  const [one, other] = [parseImage(a), parseImage(b)];
  if (lastOf(one.repository) !== lastOf(other.repository)) return 'unknown';
  if (one.tag !== undefined && other.tag !== undefined) {
    return one.tag === other.tag && !contradicts(one.digest, other.digest)
      ? 'same'
      : 'different';
  }
  if (one.digest && other.digest) {
    return one.digest === other.digest ? 'same' : 'different';
  }
  return 'unknown';
}

/** Of several images the one that is of the same version, if there is one. */
export function findSame(image: string, images: string[]): string | undefined {
  return peersOf(image, images).find(
    one => compareImages(image, one) === 'same',
  );
}

/** Of several images one that is provably another version, where none is the same. */
export function findOther(image: string, images: string[]): string | undefined {
  if (findSame(image, images)) return undefined;
  return peersOf(image, images).find(
    one => compareImages(image, one) === 'different',
  );
}

/** Those of the same repository; where there is none, those that may be it by another name. */
export function peersOf(image: string, images: string[]): string[] {
  const { repository } = parseImage(image);
  const same = images.filter(one =>
    isSameRepository(parseImage(one).repository, repository),
  );
  if (same.length > 0) return same;
  return images.filter(
    one => lastOf(parseImage(one).repository) === lastOf(repository),
  );
}

/** `shop` and `docker.io/library/shop` are one repository. */
export function isSameRepository(a: string, b: string): boolean {
  return wholeName(a) === wholeName(b);
}

/** The last part of the name of a repository: `shop` of `registry:5000/team/shop`. */
export function lastOf(repository: string): string {
  return repository.split('/').at(-1)!;
}

function contradicts(a?: string, b?: string): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function wholeName(repository: string): string {
  const [first, ...rest] = repository.split('/');
  const isHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  if (isHost) {
    const host = first === 'index.docker.io' ? DEFAULT_REGISTRY : first;
    return host === DEFAULT_REGISTRY && rest.length === 1
      ? `${host}/library/${rest[0]}`
      : [host, ...rest].join('/');
  }
  return rest.length > 0
    ? `${DEFAULT_REGISTRY}/${repository}`
    : `${DEFAULT_REGISTRY}/library/${repository}`;
}
