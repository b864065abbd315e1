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
import { GitRepositories } from '@towpath/gitops';

/** The systems that the plugin works with, as the configuration names them. Nothing is asked of them yet. */
export function openConnections(options: {
  config: RootConfigService;
  clock: Clock;
  logger: LoggerService;
}) {
  const { config, clock, logger } = options;
  const integrations = ScmIntegrations.fromConfig(config);
  const folder =
    config.getOptionalString('backend.workingDirectory') ?? tmpdir();
  return {
    integrations,
    instances: ArgoCdInstances.fromConfig(config, { clock }),
    repositories: GitRepositories.create({
      integrations,
      workDir: path.join(folder, 'towpath-environment'),
      clock,
      logger,
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
