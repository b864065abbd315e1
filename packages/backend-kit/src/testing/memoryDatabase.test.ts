import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import { memoryDatabase } from './memoryDatabase';

const timers = () =>
  process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;

it('leaves nothing behind that keeps the process, once the backend has stopped', async () => {
  const counted: unknown[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'counting',
    register({ registerInit }) {
      registerInit({
        deps: { database: coreServices.database },
        async init({ database }) {
          const knex = await database.getClient();
          counted.push(await knex.raw('select 1 as one'));
        },
      });
    },
  });
  const before = timers();
  const backend = await startTestBackend({
    features: [plugin, memoryDatabase],
  });
  await backend.stop();
  expect(counted).toEqual([[{ one: 1 }]]);
  expect(timers()).toBe(before);
});
