import {
  UrlReaders,
  urlReaderFactoriesServiceRef,
} from '@backstage/backend-defaults/urlReader';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { PatientReader } from './PatientReader';

const LIMIT = 'towpath.reading.timeout';
const DEFAULT_LIMIT_MS = 60_000;

/** Reads what is elsewhere as Backstage does, and no file for ever. */
export const urlReader = createServiceFactory({
  service: coreServices.urlReader,
  deps: {
    config: coreServices.rootConfig,
    factories: urlReaderFactoriesServiceRef,
    logger: coreServices.logger,
  },
  factory({ config, factories, logger }) {
    const limitMs = config.has(LIMIT)
      ? durationToMilliseconds(readDurationFromConfig(config, { key: LIMIT }))
      : DEFAULT_LIMIT_MS;
    return new PatientReader(
      UrlReaders.default({ config, logger, factories }),
      limitMs,
    );
  },
});
