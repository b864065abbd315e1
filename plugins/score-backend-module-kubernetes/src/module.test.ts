import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scoreDriversExtensionPoint,
  type ResourceDriver,
} from '@towpath/plugin-score-node';
import scoreModuleKubernetes from './index';

async function driversWith(score: object): Promise<ResourceDriver[]> {
  const drivers: ResourceDriver[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'score',
    register({ registerInit, registerExtensionPoint }) {
      registerExtensionPoint(scoreDriversExtensionPoint, {
        addDriver: driver => void drivers.push(driver),
      });
      registerInit({ deps: {}, async init() {} });
    },
  });
  await startTestBackend({
    features: [
      plugin,
      scoreModuleKubernetes,
      mockServices.rootConfig.factory({ data: { score } }),
    ],
  });
  return drivers;
}

const MAIL = { secretsFromEnvironment: { password: 'MAIL_PASSWORD' } };

it('brings its drivers, and lets no variable out that is not listed', async () => {
  const drivers = await driversWith({});
  expect(drivers.map(({ name }) => name)).toEqual([
    'kubernetes',
    'static',
    'generated',
    'provisioners',
  ]);
  expect(drivers[1].checkSettings(MAIL)).toEqual([
    expect.stringMatching(/MAIL_PASSWORD.*score\.static\.environment.*none/),
  ]);
});

it('lets the variables out that the configuration lists', async () => {
  const drivers = await driversWith({
    static: { environment: ['MAIL_PASSWORD'] },
  });
  expect(drivers[1].checkSettings(MAIL)).toEqual([]);
});
