const HOST =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/i;
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z][a-z0-9]*(?:[-_+.][a-z][a-z0-9]*)*:([0-9a-fA-F]{32,})$/i;
/** Hex digits of the digests that registries know. */
const DIGEST_LENGTHS: Record<string, number> = { sha256: 64, sha512: 128 };
const LONGEST_NAME = 255;

/**
 * What keeps a text from being an image reference, `[host[:port]/]path[:tag]`
 * with or without `@digest`, as a half sentence that follows the text; undefined
 * when it is one.
 *
 * @public
 */
export function imageProblem(reference: string): string | undefined {
  if (reference === '') return 'is empty';
  if (reference === '.') return 'stands for an image that is given later';
  if (/\s/.test(reference)) return 'has a space or a line end in it';
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(reference) ?? [];
  if (scheme) return `begins with ${scheme}, which no image reference has`;
  const { name, tag, digest } = partsOf(reference);
  return nameProblem(name) ?? tagProblem(tag) ?? digestProblem(digest);
}

function partsOf(reference: string) {
  const at = reference.indexOf('@');
  const rest = at < 0 ? reference : reference.slice(0, at);
  const digest = at < 0 ? undefined : reference.slice(at + 1);
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  if (colon < 0) return { name: rest, digest };
  return { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}

function nameProblem(name: string): string | undefined {
  if (name.length > LONGEST_NAME) {
    return `has a name of ${name.length} characters; at most ${LONGEST_NAME} are taken`;
  }
  const [first, ...others] = name.split('/');
  const isHost = others.length > 0 && /[.:A-Z]|^localhost$/.test(first);
  const found = isHost ? hostProblem(first) : undefined;
  const parts = isHost ? others : [first, ...others];
  if (parts.length === 1 && /^[0-9a-f]{64}$/.test(parts[0]) && !isHost) {
    return 'is the id of an image, not its name';
  }
  return found ?? parts.map(partProblem).find(Boolean);
}

function hostProblem(host: string): string | undefined {
  const [match, port] = HOST.exec(host) ?? [];
  if (match === undefined) return `names the registry ${quote(host)}, no host`;
  if (port === undefined || (Number(port) > 0 && Number(port) < 65536)) {
    return undefined;
  }
  return `names the port ${port}, past 1 to 65535`;
}

function partProblem(part: string): string | undefined {
  if (PART.test(part)) return undefined;
  if (part === '') return 'has an empty part in its name';
  if (PART.test(part.toLowerCase())) {
    return `has capitals in ${quote(part)}; write ${part.toLowerCase()}`;
  }
  return `has ${quote(
    part,
  )} in its name; a part has a-z and 0-9, with ".", "_", "__" or "-" between them`;
}

function tagProblem(tag: string | undefined): string | undefined {
  if (tag === undefined || TAG.test(tag)) return undefined;
  if (tag === '') return 'ends its name with ":", and no tag follows';
  return `has the tag ${quote(
    tag,
  )}; a tag has 1 to 128 of A-Z, a-z, 0-9, "_", "." and "-", not beginning with "." or "-"`;
}

function digestProblem(digest: string | undefined): string | undefined {
  if (digest === undefined) return undefined;
  const [match, hex] = DIGEST.exec(digest) ?? [];
  if (match === undefined) {
    return `has the digest ${quote(digest)}; one looks like sha256:9f86d0…`;
  }
  const kind = digest.slice(0, digest.indexOf(':'));
  const wanted = DIGEST_LENGTHS[kind];
  if (wanted === undefined || (hex.length === wanted && !/[A-F]/.test(hex))) {
    return undefined;
  }
  return `has a ${kind} digest of ${hex.length} digits; it has ${wanted}, in small letters`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
