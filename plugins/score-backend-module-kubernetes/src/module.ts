import { env } from 'node:process';
import {
  coreServices,
  createBackendModule,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { scoreDriversExtensionPoint } from '@towpath/plugin-score-node';
import { readSealKey, Seal } from '@towpath/seal';
import { GeneratedDriver } from './drivers/GeneratedDriver';
import { KubernetesDriver } from './drivers/KubernetesDriver';
import { ProvisionersDriver } from './drivers/ProvisionersDriver';
import { StaticDriver } from './drivers/StaticDriver';
import { Programs } from './provisioners/Programs';
import type { Derive } from './provisioners/drawing';

const PROGRAM_MS = 60_000;

/** Brings the drivers `kubernetes`, `static`, `generated` and `provisioners`, none of which needs a system of its own. */
export const scoreModuleKubernetes = createBackendModule({
  pluginId: 'score',
  moduleId: 'kubernetes',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        drivers: scoreDriversExtensionPoint,
      },
      async init({ config, drivers }) {
        const allowed = config.getOptionalStringArray(
          'score.static.environment',
        );
        drivers.addDriver(new KubernetesDriver());
        drivers.addDriver(
          new StaticDriver({ variables: env, allowed: allowed ?? [] }),
        );
        drivers.addDriver(new GeneratedDriver());
        drivers.addDriver(
          new ProvisionersDriver({
            derive: readDerive(config),
            programs: readPrograms(config),
          }),
        );
      },
    });
  },
});

/** Undefined without keys. */
function readDerive(config: RootConfigService): Derive | undefined {
  const keys = config.getOptionalConfigArray('score.secrets.keys') ?? [];
  if (keys.length === 0) return undefined;
  const seal = new Seal(
    keys.map(key => readSealKey(key.getString('id'), key.getString('secret'))),
  );
  return words => seal.derive(words);
}

function readPrograms(config: RootConfigService): Programs {
  const programs = config.getOptionalConfig('score.provisionerPrograms');
  return new Programs({
    folder: programs?.getString('folder'),
    timeoutMs: programs?.has('timeout')
      ? durationToMilliseconds(
          readDurationFromConfig(programs, { key: 'timeout' }),
        )
      : PROGRAM_MS,
  });
}
