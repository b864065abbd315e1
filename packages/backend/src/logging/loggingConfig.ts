import type { WinstonLoggerLevelOverride } from '@backstage/backend-defaults/rootLogger';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { LogFormat } from './format';

const LEVELS = ['error', 'warn', 'info', 'http', 'verbose', 'debug', 'silly'];

interface LoggingConfig {
  format: LogFormat;
  level: string;
  /** Fields that stand in every line. */
  meta?: JsonObject;
  /** Levels for the lines that match. */
  overrides: WinstonLoggerLevelOverride[];
}

/**
 * Reads `towpath.logging` and Backstage's own `backend.logger`; the variable LOG_LEVEL wins over
 * the level there.
 * @throws InputError that names the key and the value when one is unknown
 */
export function readLoggingConfig(config: Config): LoggingConfig {
  return {
    format: readFormat(config),
    level:
      process.env.LOG_LEVEL ||
      (config.getOptionalString('backend.logger.level') ?? 'info'),
    meta: config.getOptionalConfig('backend.logger.meta')?.get<JsonObject>(),
    overrides: (
      config.getOptionalConfigArray('backend.logger.overrides') ?? []
    ).map(readOverride),
  };
}

function readFormat(config: Config): LogFormat {
  const format = config.getOptionalString('towpath.logging.format');
  if (format === undefined) {
    return process.stdout.isTTY ? 'text' : 'json';
  }
  if (format !== 'text' && format !== 'json') {
    throw new InputError(
      `towpath.logging.format is '${format}'; set text or json`,
    );
  }
  return format;
}

function readOverride(override: Config, i: number): WinstonLoggerLevelOverride {
  const level = override.getString('level');
  if (!LEVELS.includes(level)) {
    throw new InputError(
      `backend.logger.overrides[${i}].level is '${level}'; set one of ${LEVELS.join(
        ', ',
      )}`,
    );
  }
  return { level, matchers: override.getConfig('matchers').get() };
}
