import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { ArgoCdInstances } from '@towpath/argocd';
import type { Clock } from '@towpath/clock';
import type { HostAlias } from '@towpath/git-hosts';
import { GitRepositories, type InTurn } from '@towpath/gitops';
import { readAuthor } from './readAuthor';

/**
 * The systems that deliveries work with, as `argocd`, `integrations` and `environment.git` of the configuration name
 * them. Nothing is asked of them yet.
 */
export function openConnections(options: {
  config: RootConfigService;
  clock: Clock;
  logger: LoggerService;
  /** Of the plugin, below the working folder: each has copies of repositories of its own. */
  folder: string;
  inTurn?: InTurn;
}) {
  const { config, clock, logger, inTurn } = options;
  const integrations = ScmIntegrations.fromConfig(config);
  const working =
    config.getOptionalString('backend.workingDirectory') ?? tmpdir();
  return {
    integrations,
    author: readAuthor(config),
    instances: ArgoCdInstances.fromConfig(config, { clock }),
    repositories: GitRepositories.create({
      integrations,
      workDir: path.join(working, options.folder),
      clock,
      logger,
      inTurn,
      stallSeconds: config.getOptionalNumber('environment.git.stallSeconds'),
      hosts: readHosts(config),
    }),
  };
}

/** Addresses by which applications name the hosts of `integrations`. */
function readHosts(config: RootConfigService): HostAlias[] {
  return (config.getOptionalConfigArray('environment.git.hosts') ?? []).map(
    one => ({
      host: one.getString('host'),
      aliases: one.getStringArray('aliases'),
    }),
  );
}
