import { createConfigSecretEnumerator } from '@backstage/backend-defaults/rootConfig';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { transports, type transport } from 'winston';
import { logFormat } from './format';
import { readLoggingConfig } from './loggingConfig';
import { RequestIdLogger } from './RequestIdLogger';

/** Makes {@link rootLogger} write to another place than the console. */
export function rootLoggerTo(output: transport) {
  return createServiceFactory({
    service: coreServices.rootLogger,
    deps: { config: coreServices.rootConfig },
    async factory({ config }) {
      const { format, level, meta } = readLoggingConfig(config);
      const logger = WinstonLogger.create({
        meta: { service: 'towpath', ...meta },
        level,
        format: logFormat(format),
        transports: [output],
      });
      await hideConfiguredSecrets(logger, config);
      followOverrides(logger, config);
      return new RequestIdLogger(logger);
    },
  });
}

/**
 * Backstage's root logger with this product's lines: readable or JSON, with the request's id, and
 * without secrets.
 */
export const rootLogger = rootLoggerTo(new transports.Console());

/** Hides every value that a configuration schema calls secret, now and after a change. */
async function hideConfiguredSecrets(
  logger: WinstonLogger,
  config: RootConfigService,
): Promise<void> {
  const enumerate = await createConfigSecretEnumerator({ logger });
  const hide = () =>
    logger.addRedactions([...enumerate(config)].flatMap(spellings));
  hide();
  config.subscribe?.(hide);
}

/** A secret as it is, and as it looks inside a JSON line or a URL. */
function spellings(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ];
}

function followOverrides(
  logger: WinstonLogger,
  config: RootConfigService,
): void {
  const apply = () =>
    logger.setLevelOverrides(readLoggingConfig(config as Config).overrides);
  apply();
  config.subscribe?.(apply);
}
