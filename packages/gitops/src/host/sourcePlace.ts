/** A folder or file of a repository, whatever way its address is spelt. */
export interface SourcePlace {
  /** In lower case, with its port unless that is the usual one. */
  host: string;
  /** Owner and name, in lower case: hosts take them in any. */
  repository: string;
  /** Branch, tag or commit; absent for an address of the whole repository. */
  ref?: string;
  /** Within the repository, without slashes around it; empty for its root. */
  path: string;
}

const USUAL_PORTS: Record<string, string> = {
  'http:': '80',
  'https:': '443',
  'ssh:': '22',
};

// In a name, once it is decoded.
const UNCLEAR = /[/\\\0]/;
const WAY_UP = /[/\\:](?:\.|%2e){2}(?:[/\\?#]|$)/i;

// How addresses of pages go on behind the repository, up to the ref.
const PAGES = [
  /^(?<repository>.+)\/-\/(?:tree|blob|raw|edit)\/(?<ref>[^/]+)(?:\/(?<path>.*))?$/,
  /^(?<repository>.+?\/[^/]+)\/(?:src|raw)\/(?:branch|tag|commit)\/(?<ref>[^/]+)(?:\/(?<path>.*))?$/,
  /^(?<repository>[^/]+\/[^/]+)\/(?:tree|blob|raw|edit)\/(?<ref>[^/]+)(?:\/(?<path>.*))?$/,
];

/**
 * Reads the address of a repository, to clone or of a page in it. Undefined for what is none, or of which
 * it is not sure what it names: a query may say anything.
 */
export function readSourcePlace(address: string): SourcePlace | undefined {
  const url = toUrl(address.trim());
  if (!url || url.search || !(url.protocol in USUAL_PORTS)) return undefined;
  const text = url.pathname.replace(/^\/+|\/+$/g, '');
  const page = PAGES.map(pattern => pattern.exec(text)?.groups).find(Boolean);
  const names = segments(page?.repository ?? text);
  const path = segments(page?.path ?? '');
  const ref = page?.ref && decode(page.ref);
  if (!names || names.length < 2 || !path) return undefined;
  return {
    host: hostOf(url),
    repository: names
      .join('/')
      .replace(/\.git$/i, '')
      .toLowerCase(),
    ...(ref && { ref }),
    path: path.join('/'),
  };
}

/** Whether a place is another one, or below it. Refs are not looked at. */
export function isWithin(inner: SourcePlace, outer: SourcePlace): boolean {
  return (
    inner.host === outer.host &&
    inner.repository === outer.repository &&
    (outer.path === '' || `${inner.path}/`.startsWith(`${outer.path}/`))
  );
}

// The short way to write an address for SSH has no port.
function toUrl(address: string): URL | undefined {
  const [, host, path] =
    /^(?:[\w.-]+@)?([\w.-]+):(?!\/|\d+\/)(.+)$/.exec(address) ?? [];
  const text = host ? `ssh://${host}/${path}` : address;
  // Whether a way up is taken, and when, differs between those who read an address.
  if (WAY_UP.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function hostOf({ protocol, hostname, port }: URL): string {
  const isUsual = !port || port === USUAL_PORTS[protocol];
  return `${hostname.toLowerCase()}${isUsual ? '' : `:${port}`}`;
}

/** Undefined when one of them would lead elsewhere. */
function segments(text: string): string[] | undefined {
  const parts = text.split('/').filter(part => part !== '' && part !== '.');
  const decoded = parts.map(decode);
  const isPlain = decoded.every(
    part => part !== undefined && part !== '..' && !UNCLEAR.test(part),
  );
  return isPlain ? (decoded as string[]) : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
