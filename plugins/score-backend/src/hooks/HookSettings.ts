import type { RootConfigService } from '@backstage/backend-plugin-api';

/** A Git host that tells of pushes and pull requests. */
export interface HookHost {
  /** As under `integrations`, with its port. */
  host: string;
  secret: string;
  /** The portal sets the hooks of repositories itself. */
  register: boolean;
}

const SHORTEST = 32;

/** The hosts of `score.hooks`. @throws Error that names what is wrong */
export function readHookSettings(config: RootConfigService): HookHost[] {
  const entries = config.getOptionalConfigArray('score.hooks') ?? [];
  const hosts = entries.map(entry => ({
    host: entry.getString('host').toLowerCase(),
    secret: entry.getString('secret'),
    register: entry.getOptionalBoolean('register') ?? false,
  }));
  hosts.forEach(({ host, secret }, index) => {
    const field = `score.hooks[${index}]`;
    if (secret.length < SHORTEST) {
      throw new Error(
        `${field}.secret has ${secret.length} characters: take ${SHORTEST} and more, such as from "openssl rand -hex 32"`,
      );
    }
    if (hosts.findIndex(one => one.host === host) !== index) {
      throw new Error(`${field}.host names ${host} a second time`);
    }
  });
  return hosts;
}
