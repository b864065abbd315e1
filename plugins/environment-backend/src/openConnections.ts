import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { ArgoCdInstances, type Clock } from '@towpath/argocd';
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
    }),
  };
}
