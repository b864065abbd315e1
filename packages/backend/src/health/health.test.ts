import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { healthNotesServiceRef } from '@towpath/backend-kit';
import health from '.';
import { startPortal } from '../__testUtils__/startPortal';

let broken: number | undefined;
let portal: Awaited<ReturnType<typeof startPortal>>;

const lessened = createBackendPlugin({
  pluginId: 'lessened',
  register({ registerInit }) {
    registerInit({
      deps: { notes: healthNotesServiceRef },
      async init({ notes }) {
        notes.add(async () =>
          broken === undefined ? undefined : `Files not understood: ${broken}`,
        );
        notes.add(async () => {
          if (broken === 2) throw new Error('/etc/towpath is away');
          return undefined;
        });
      },
    });
  },
});

beforeAll(async () => {
  const quiet = mockServices.rootLogger.factory({ level: 'none' });
  portal = await startPortal([quiet, health, lessened]);
});
afterAll(() => portal?.stop());

const ask = async (what: string) => {
  const answer = await fetch(`${portal.baseUrl}/.backstage/health/v1/${what}`);
  return [answer.status, await answer.json()];
};

it('says whether the portal lives and is ready, as Backstage says it', async () => {
  expect(await ask('liveness')).toEqual([200, { status: 'ok' }]);
  expect(await ask('readiness')).toEqual([200, { status: 'ok' }]);
});

it('is ready with a note where something goes on in a lesser way, and takes it back', async () => {
  broken = 1;
  expect(await ask('readiness')).toEqual([
    200,
    { status: 'ok', notes: ['Files not understood: 1'] },
  ]);
  broken = undefined;
  expect(await ask('readiness')).toEqual([200, { status: 'ok' }]);
});

it('stays ready where a note cannot be had, and tells nobody the reason', async () => {
  broken = 2;
  const [status, { notes }] = await ask('readiness');
  expect(status).toBe(200);
  expect(notes).toEqual([
    'Files not understood: 2',
    'Something could not be looked at',
  ]);
});
