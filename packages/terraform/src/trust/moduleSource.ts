/** Where a module call takes its module from. */
export type CalledSource =
  | { kind: 'local'; path: string }
  | {
      kind: 'git';
      address: string;
      /** As it is to be asked for. */
      url: string;
      folder?: string;
      ref?: string;
    }
  | { kind: 'registry'; address: string; folder?: string }
  | { kind: 'refused'; why: string };

const LABEL = '[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?';
const REGISTRY = new RegExp(
  `^(?:[0-9a-z.-]+\\.[0-9a-z-]+(?::\\d+)?/)?${LABEL}/${LABEL}/[0-9a-z]+$`,
);
const SHORTHAND = /^(?:github\.com|bitbucket\.org)\/[\w.-]+\/[\w.-]+$/;
const SCP = /^(?:([\w.-]+)@)?([\w.-]+):(?!\/\/)(.+)$/;
const DEFAULT_HOST = /^registry\.(?:terraform\.io|opentofu\.org)\//;
const PROTOCOLS = ['https:', 'ssh:', 'http:'];
/** What may stand behind "?" beside the ref. */
const HARMLESS = ['ref', 'depth'];

/** Understands a source as Terraform does, and refuses what it cannot tell. */
export function readModuleSource(source: string): CalledSource {
  if (source.includes('${') || source.includes('%{')) {
    return refuse('its source is put together when it runs; write it out');
  }
  if (/^\.\.?\//.test(source)) return { kind: 'local', path: source };
  if (/^\.\.?$/.test(source)) return { kind: 'local', path: `${source}/` };
  const [before, query = ''] = split(source, '?');
  const { head, folder } = splitFolder(before);
  if (isCrooked(`${head}/${folder ?? ''}`)) {
    return refuse('its source has "..", "%", "\\" or a space in it');
  }
  if (query === '' && REGISTRY.test(head)) {
    return {
      kind: 'registry',
      address: head.replace(DEFAULT_HOST, ''),
      folder,
    };
  }
  const url = toGitUrl(head);
  return url === undefined
    ? refuse(
        'its source is neither a folder of the module, nor Git, nor a registry: nothing else can be pinned',
      )
    : readGit(url, query, folder);
}

function readGit(
  url: string,
  query: string,
  folder: string | undefined,
): CalledSource {
  const address = readGitAddress(url);
  if (typeof address !== 'string') return refuse(address.why);
  const options = new URLSearchParams(query);
  const strange = [...options.keys()].find(name => !HARMLESS.includes(name));
  if (strange !== undefined) {
    return refuse(`its source has the option "${strange}"`);
  }
  if (options.getAll('ref').length > 1) return refuse('it has two refs');
  const ref = options.get('ref') ?? undefined;
  return { kind: 'git', address, url, folder, ref };
}

/** One way to write the address of a repository: `https://host/owner/name`. */
export function readGitAddress(url: string): string | { why: string } {
  const parsed = URL.parse(url);
  if (!parsed || !PROTOCOLS.includes(parsed.protocol) || !parsed.hostname) {
    return { why: `"${url}" is no address of https, ssh or http` };
  }
  const isUsual = parsed.protocol === 'ssh:' && parsed.username === 'git';
  if ((parsed.username && !isUsual) || parsed.password) {
    return {
      why: 'its source has a user in it; credentials belong into the configuration of the portal',
    };
  }
  if (parsed.search || parsed.hash || isCrooked(url)) {
    return {
      why: `"${parsed.host}${parsed.pathname}" has "..", "%", "?" or "#" in it`,
    };
  }
  const where = parsed.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return `${parsed.protocol}//${parsed.host}${where}`;
}

function toGitUrl(head: string): string | undefined {
  if (SHORTHAND.test(head)) return `https://${head}`;
  const forced = head.startsWith('git::');
  const rest = forced ? head.slice('git::'.length) : head;
  if (forced && /^[a-z]+:\/\//.test(rest)) return rest;
  const [, user, host, where] = SCP.exec(rest) ?? [];
  if (host === undefined || rest.includes('::')) return undefined;
  return user || forced
    ? `ssh://${user ? `${user}@` : ''}${host}/${where}`
    : undefined;
}

/** `//` behind the host begins the folder of the module. */
function splitFolder(text: string): { head: string; folder?: string } {
  const from = text.indexOf('://');
  const at = text.indexOf('//', from < 0 ? 0 : from + 3);
  if (at < 0) return { head: text };
  return { head: text.slice(0, at), folder: text.slice(at + 2) };
}

function split(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function isCrooked(text: string): boolean {
  return /[%\\\s\p{Cc}]/u.test(text) || text.split('/').includes('..');
}

function refuse(why: string): CalledSource {
  return { kind: 'refused', why };
}
