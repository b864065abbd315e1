import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { freePort, until } from '@towpath/test-kit';
import { startPortal } from '../__testUtils__/startPortal';
import { rootHttpRouter } from '../logging/rootHttpRouter';

const SLOW = createServiceRef<object>({ id: 'slow', scope: 'root' });

const stacks = createBackendPlugin({
  pluginId: 'stacks',
  register({ registerInit }) {
    registerInit({
      deps: { http: coreServices.httpRouter },
      async init({ http }) {
        http.use((_request, response) => void response.json('the state'));
        http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});

it('never says that a state is not there while its plugin is still starting', async () => {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const ask = async (path: string) => (await fetch(baseUrl + path)).status;
  let goOn = () => {};
  const held = new Promise<void>(resolve => {
    goOn = resolve;
  });
  // It listens before this, and mounts the routes of plugins after it.
  const slow = createServiceFactory({
    service: SLOW,
    initialization: 'always',
    deps: { rootHttpRouter: coreServices.rootHttpRouter },
    factory: () => held.then(() => ({})),
  });
  const starting = startPortal(
    [
      mockServices.rootLogger.factory({ level: 'none' }),
      rootHttpRouter,
      slow,
      stacks,
    ],
    { backend: { baseUrl, listen: { port } }, app: { baseUrl } },
  );

  const answer = await until('the portal listens', () =>
    ask('/api/stacks/state/shop'),
  );
  expect(answer).toBe(503);
  goOn();
  const portal = await starting;
  try {
    expect(await ask('/api/stacks/state/shop')).toBe(200);
    expect(await ask('/api/none/state/shop')).toBe(404);
  } finally {
    await portal.stop();
  }
});
