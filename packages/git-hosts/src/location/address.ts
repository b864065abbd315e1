import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';

/** A Git host that has other addresses beside the one under `integrations`. */
export interface HostAlias {
  /** As under `integrations`. */
  host: string;
  /** With their port, if they have one. */
  aliases: string[];
}

/** Where a URL of a repository leads. */
export interface Address {
  /** In lower case, with its port unless that is the usual one. */
  host: string;
  hostname: string;
  path: string;
  /** Its port is that of another service than the pages have. */
  isSsh: boolean;
}

/** GitHub answers SSH here where port 22 is closed. */
const KNOWN: HostAlias[] = [
  { host: 'github.com', aliases: ['ssh.github.com', 'www.github.com'] },
];

const plain = (host: string, port = /:(80|443)$/) =>
  host.toLowerCase().replace(port, '');

/** @throws InputError when the text is no URL */
export function splitUrl(url: string): Address {
  const [, sshHost, port, sshPath] =
    /^(?:[\w.+-]+@)?([\w.-]+):(?!\/\/)(?:(\d+)\/(?=[^/]+\/[^/]))?(.+)$/.exec(
      url,
    ) ?? [];
  if (sshHost) {
    const hostname = sshHost.toLowerCase();
    const host = port && port !== '22' ? `${hostname}:${port}` : hostname;
    return { host, hostname, path: `/${sshPath}`, isSsh: true };
  }
  if (!URL.canParse(url)) {
    // The URL may hold a password: it is not repeated.
    throw new InputError(
      'url of the repository is none: write https://host/owner/name',
    );
  }
  const { protocol, host, hostname, pathname } = new URL(url);
  const isSsh = protocol.includes('ssh');
  return {
    host: plain(host, isSsh ? /:22$/ : /:(80|443)$/),
    hostname: hostname.toLowerCase(),
    path: pathname,
    isSsh,
  };
}

/**
 * The host under `integrations` that an address means: by its name, by another address of it, or by the
 * address of its pages. SSH has a port of its own, which names no other host.
 * @throws InputError when several could be meant
 */
export function hostOf(
  { host, hostname, isSsh }: Address,
  integrations: ScmIntegrationRegistry,
  aliases: HostAlias[],
): string {
  const asked = isSsh ? [host, hostname] : [host];
  const alias = [...aliases, ...KNOWN].find(one =>
    one.aliases.some(name => asked.includes(plain(name))),
  );
  if (alias) return alias.host;
  const known = listHosts(integrations);
  const named =
    known.find(one => asked.includes(plain(one.host))) ??
    known.find(one => one.pages && asked.includes(plain(one.pages)));
  if (named || !isSsh) return named?.host ?? host;
  const [only, ...more] = known.filter(
    one => plain(one.host).replace(/:\d+$/, '') === hostname,
  );
  if (more.length > 0) {
    throw new InputError(
      `${hostname} is the host of ${
        more.length + 1
      } integrations: say under environment.git.hosts whose alias ${host} is`,
    );
  }
  return only?.host ?? host;
}

function listHosts({ gitea, github, gitlab }: ScmIntegrationRegistry) {
  return [...gitea.list(), ...github.list(), ...gitlab.list()].map(
    ({ config }) => {
      const pages = 'baseUrl' in config ? config.baseUrl : undefined;
      return {
        host: config.host,
        pages: pages && URL.canParse(pages) ? new URL(pages).host : undefined,
      };
    },
  );
}
