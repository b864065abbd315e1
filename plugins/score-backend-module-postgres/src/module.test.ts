import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scoreDriversExtensionPoint,
  type ResourceDriver,
} from '@towpath/plugin-score-node';
import scoreModulePostgres from './index';

it('brings its driver, also where a server of the configuration lacks something', async () => {
  const drivers: ResourceDriver[] = [];
  const logger = mockServices.logger.mock();
  const whole = { host: 'db', user: 'provisioner', password: 'trial' };
  const servers = {
    whole,
    nameless: { ...whole, host: undefined },
    forgetful: { ...whole, keepForDays: 0 },
  };
  const backend = await startTestBackend({
    extensionPoints: [
      [
        scoreDriversExtensionPoint,
        { addDriver: (driver: ResourceDriver) => void drivers.push(driver) },
      ],
    ],
    features: [
      scoreModulePostgres,
      logger.factory,
      mockServices.rootConfig.factory({
        data: { score: { postgres: { servers } } },
      }),
    ],
  });
  await backend.stop();
  expect(drivers.map(({ name }) => name)).toEqual(['postgres']);
  expect(drivers[0].checkSettings({ server: 'whole' })).toEqual([]);
  expect(logger.warn.mock.calls.map(([line]) => line)).toEqual([
    expect.stringMatching(/servers\.nameless cannot be used: .*host/),
    'score.postgres.servers.forgetful cannot be used: keepForDays is 0: give a whole number from 1',
  ]);
});
