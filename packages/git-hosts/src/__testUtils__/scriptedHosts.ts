import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { GitHosts, type HostType } from '../index';
import { ScriptedHost, type Answer, type Seen } from './ScriptedHost';

const TOKEN = 'token-of-the-portal';

export const TYPES = ['gitea', 'github', 'gitlab'] as const;

/** One scripted host for all tests of a file, which has seen nothing when a test begins. */
export function useScriptedHost(): { host: ScriptedHost } {
  const scripted = {} as { host: ScriptedHost };
  beforeAll(async () => {
    scripted.host = await ScriptedHost.start();
  });
  beforeEach(() => {
    scripted.host.seen.length = 0;
  });
  afterAll(() => scripted.host?.stop());
  return scripted;
}

/** The hosts of a portal that knows a scripted one, as a host of this type. Nothing waits before it asks again. */
export function hostsOf({ host, url }: ScriptedHost, type: HostType): GitHosts {
  const clock = { now: () => 0, sleep: async () => {} };
  const entry = {
    gitea: { host, baseUrl: url, username: 'portal', password: TOKEN },
    github: {
      host,
      apiBaseUrl: `${url}/api/v3`,
      rawBaseUrl: url,
      token: TOKEN,
    },
    gitlab: { host, apiBaseUrl: `${url}/api/v4`, baseUrl: url, token: TOKEN },
  }[type];
  const config = new ConfigReader({ integrations: { [type]: [entry] } });
  const integrations = ScmIntegrations.fromConfig(config);
  return GitHosts.fromIntegrations(integrations, { clock });
}

/** Where the API of each host has the repository myorg/shop. */
export const SHOP = {
  gitea: '/api/v1/repos/myorg/shop',
  github: '/api/v3/repos/myorg/shop',
  gitlab: '/api/v4/projects/myorg%2Fshop',
};

/** Where the API of each host has the organisation or the group myorg. */
export const MYORG = {
  gitea: '/api/v1/orgs/myorg',
  github: '/api/v3/orgs/myorg',
  gitlab: '/api/v4/groups/myorg',
};

/** Which page of a list is asked for. */
export const pageOf = ({ url }: Seen) =>
  Number(new URL(url, 'http://any').searchParams.get('page') ?? 1);

/** A page of a list of which the host gives two at a time, whatever it is asked for. */
export function pageIn(all: unknown[], seen: Seen, counts = true): Answer {
  const page = pageOf(seen);
  return {
    status: 200,
    body: all.slice(2 * (page - 1), 2 * page),
    ...(counts && {
      headers: {
        'x-total-count': String(all.length),
        'x-total': String(all.length),
      },
    }),
  };
}
