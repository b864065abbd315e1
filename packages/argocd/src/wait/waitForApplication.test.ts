import { systemClock } from '@towpath/clock';
import { ArgoCdClient } from '../client/ArgoCdClient';
import { ArgoCdDouble, sampleApplication } from '../testUtils';
import type { ApplicationStatus } from '../types';
import type { WaitOptions } from './WaitOptions';

let double: ArgoCdDouble;
let client: ArgoCdClient;

const SHOP = { name: 'shop', project: 'default' };
const INFO = { name: 'run', value: '7' };

beforeEach(async () => {
  double = await ArgoCdDouble.start();
  client = new ArgoCdClient(
    {
      name: 'main',
      url: double.url,
      credentials: { token: double.token },
      timeoutMs: 5_000,
    },
    { now: systemClock.now, sleep: async () => {} },
  );
  double.applications.put(
    sampleApplication('shop', {
      health: { status: 'Progressing' },
      sync: { status: 'OutOfSync', revision: 'old' },
    }),
  );
});

afterEach(async () => {
  await client.close();
  await double.stop();
});

/** Waits, and calls the next of `turns` at each thing that is reported. */
function wait(
  until: WaitOptions['until'],
  turns: (() => void)[] = [],
  options: Partial<WaitOptions> = {},
) {
  const reports: string[] = [];
  const waiting = client.wait(SHOP, {
    until,
    deadlineMs: 4_000,
    onProgress(_, missing) {
      reports.push(missing);
      turns.shift()?.();
    },
    ...options,
  });
  return { waiting, reports };
}

const report = (status: ApplicationStatus) => () => {
  double.applications.report('shop', status);
};

it('reports each state on the way until all that is asked holds at once', async () => {
  const { waiting, reports } = wait({ healthy: true, synced: true }, [
    report({ sync: { status: 'Synced', revision: 'new' } }),
    report({ health: { status: 'Healthy' } }),
  ]);

  const application = await waiting;

  expect(application.status?.health?.status).toBe('Healthy');
  expect(reports).toEqual([
    'sync is OutOfSync; health is Progressing',
    'health is Progressing',
  ]);
});

it('does not take the health of the version before for that of the new one', async () => {
  double.applications.report('shop', {
    health: { status: 'Healthy' },
    reconciledAt: '2026-11-23T09:00:00Z',
    operationState: {
      phase: 'Succeeded',
      finishedAt: '2026-11-23T10:00:00Z',
    },
  });
  const { waiting, reports } = wait({ healthy: true });

  await waiting;

  expect(reports).toEqual([
    'health is Healthy, found out before the operation ended',
  ]);
  expect(
    double.requests.filter(({ query }) => query.get('refresh')),
  ).toHaveLength(1);
});

it('gives up with the reasons of the resources when it becomes Degraded', async () => {
  const { waiting } = wait({ healthy: true }, [
    report({
      health: { status: 'Degraded' },
      resources: [
        {
          kind: 'Deployment',
          name: 'shop',
          health: { status: 'Degraded', message: 'probe failed' },
        },
      ],
    }),
  ]);

  await expect(waiting).rejects.toMatchObject({
    end: 'degraded',
    message:
      'Application "shop" at Argo CD "main": it became Degraded (Deployment shop: probe failed)',
  });
});

it('waits on when it was Degraded from the start, for a new version may heal it', async () => {
  report({ health: { status: 'Degraded' } })();
  const { waiting } = wait({ healthy: true }, [
    report({ health: { status: 'Healthy' } }),
  ]);

  expect((await waiting).status?.health?.status).toBe('Healthy');
});

it('says how the operation ended, with the resources that failed', async () => {
  await client.sync(SHOP, { infos: [INFO] });
  const { waiting } = wait({ operationDone: { info: INFO } }, [
    () => {
      double.applications.get('shop').status!.operationState!.message = 'x';
      double.applications.finish('shop', 'Failed', 'one object failed');
    },
  ]);

  await expect(waiting).rejects.toMatchObject({
    end: 'operation-failed',
    message:
      'Application "shop" at Argo CD "main": the operation ended as Failed: one object failed',
  });
});

it('does not take the operation of somebody else for its own', async () => {
  await client.sync(SHOP, { infos: [{ name: 'run', value: '8' }] });
  double.applications.finish('shop', 'Succeeded');

  await expect(
    wait({ operationDone: { info: INFO } }).waiting,
  ).rejects.toMatchObject({ end: 'operation-replaced' });
});

it('takes its sync for done when self-heal has synced a part since', async () => {
  await client.sync(SHOP, { infos: [INFO] });
  const { waiting } = wait({ operationDone: { info: INFO } }, [
    () => {
      double.applications.finish('shop', 'Succeeded');
      double.applications.report('shop', {
        operationState: {
          phase: 'Succeeded',
          operation: {
            sync: {
              autoHealAttemptsCount: 1,
              resources: [{ kind: 'Deployment', name: 'shop' }],
            },
          },
        },
      });
    },
  ]);

  expect((await waiting).metadata.name).toBe('shop');
});

it('ends with a no that comes in the stream instead of waiting for better', async () => {
  const { waiting } = wait({ healthy: true });
  while (double.openStreams === 0) await new Promise(setImmediate);

  double.endStreams({
    grpc_code: 7,
    http_code: 403,
    message: 'permission denied',
  });

  await expect(waiting).rejects.toMatchObject({ problem: 'forbidden' });
});

it('waits for a revision', async () => {
  const { waiting, reports } = wait({ revision: 'new' }, [
    report({ sync: { status: 'Synced', revision: 'new' } }),
  ]);

  await waiting;

  expect(reports).toEqual(['the revision is old, not new']);
});

it('lives through a dropped stream and a server that is away for a while', async () => {
  const { waiting } = wait({ healthy: true }, [
    () => {
      double.fail(/GET/, 503, 'no upstream', 4);
      double.dropStreams();
      report({ health: { status: 'Healthy' } })();
    },
  ]);

  expect((await waiting).status?.health?.status).toBe('Healthy');
});

it('says what was there when all the time was over before it could look', async () => {
  const { waiting } = wait({ healthy: true }, [], { deadlineMs: 0 });

  await expect(waiting).rejects.toMatchObject({
    end: 'deadline',
    message: expect.stringContaining('health is Progressing'),
  });
});

it('says what it saw last when the time is over', async () => {
  const { waiting } = wait({ healthy: true }, [], { deadlineMs: 200 });

  await expect(waiting).rejects.toMatchObject({
    end: 'deadline',
    message:
      'Application "shop" at Argo CD "main": not there within 0 s. Last seen: health is Progressing',
  });
});

it('ends when the application is deleted', async () => {
  const { waiting } = wait({ healthy: true, synced: true }, [
    report({ sync: { status: 'Synced' } }),
    () => {
      double.applications.delete(double.applications.get('shop'));
    },
  ]);

  await expect(waiting).rejects.toMatchObject({ end: 'deleted' });
});

it('does not wait for an application that was never there', async () => {
  const waiting = client.wait(
    { name: 'nothing', project: 'default' },
    { until: { healthy: true }, deadlineMs: 4_000 },
  );

  await expect(waiting).rejects.toMatchObject({ problem: 'not-found' });
});

it('ends with the reason of the signal when it is cancelled', async () => {
  const controller = new AbortController();
  const { waiting } = wait(
    { healthy: true },
    [() => controller.abort(new Error('cancelled by a person'))],
    { signal: controller.signal },
  );

  await expect(waiting).rejects.toThrow('cancelled by a person');
});
