// The Git host and the Argo CD of TestDelivery, in a process of their own. Time is real. Argo CD
// answers to no request whose path has in it what stands in the file `down`, and no host tells of
// pull requests while there is a file `pulls-down`; a push is answered only once the file `hold` is
// gone, and meanwhile writes `held-` with what stands in it: a push of the holding before, just
// answered, is not read as one of this.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  overlay,
  SHOP,
  startDelivery,
  TOKEN,
} from '@towpath/sandbox-argocd/testing';
import { serveTest } from '@towpath/test-kit';
import type { DeliverySettings, Started } from './startDelivery';

// Argo CD counts in whole seconds, so a sync must take more than one for a test to meet it while
// it runs.
const TIMINGS = { sync: 1100, rollout: 1100 };
const BASE = 'apps/shop/base/deployment.yaml';
const DEV = 'apps/shop/overlays/dev';

const CRON_JOB = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'shop' },
  spec: {
    schedule: '0 * * * *',
    jobTemplate: {
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'shop', image: 'registry.example/shop:latest' },
            ],
          },
        },
      },
    },
  },
};

/** In dev the shop is a CronJob, whose health no version hurts, so that one which fails elsewhere can be promoted. */
function filesWith(places: string[]): Record<string, string> {
  const overlays = places.map(place => [
    `apps/shop/overlays/${place}/kustomization.yaml`,
    overlay('1.0.0'),
  ]);
  return {
    ...SHOP,
    [BASE]: SHOP[BASE].replace(
      /progressDeadlineSeconds: .*/,
      'progressDeadlineSeconds: 1',
    ),
    ...Object.fromEntries(overlays),
    [`${DEV}/kustomization.yaml`]: overlay('1.0.0').replace(
      '../../base',
      'job.yaml',
    ),
    [`${DEV}/job.yaml`]: JSON.stringify(CRON_JOB),
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What stands in the file `down`, while it is there and is for this path. */
function faultAt(folder: string, path: string) {
  const text = readIfThere(join(folder, 'down'));
  if (!text) return undefined;
  const down = JSON.parse(text);
  return path.includes(down.path) ? { status: 503, ...down.answer } : undefined;
}

/** Servers of this process answer 503 about pull requests while the file is there. */
function hidePullRequestsWhile(file: string): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function emitUnlessHidden(
    this: Server,
    event: string | symbol,
    ...args: unknown[]
  ) {
    const [request, response] = args as [IncomingMessage, ServerResponse];
    const isHidden =
      event === 'request' &&
      request.url!.includes('/pulls') &&
      existsSync(file);
    if (!isHidden) return Reflect.apply(emit, this, [event, ...args]);
    response.writeHead(503).end();
    return true;
  } as typeof emit;
}

/** Git itself waits, after it took the push and before it answers. */
function holdPushesWhile(file: string, held: string, dataDir: string): void {
  appendFileSync(
    join(dataDir, 'git/git/hooks/post-receive'),
    `while n=$(cat "${file}" 2>/dev/null); do touch "${held}-$n"; sleep 0.05; done`,
  );
}

void serveTest<DeliverySettings>(
  async ({ folder, places }, cleanup): Promise<Started> => {
    hidePullRequestsWhile(join(folder, 'pulls-down'));
    const { url, repoURL, host } = await startDelivery(cleanup, {
      clock: () => new Date(),
      interval: 100,
      timings: TIMINGS,
      files: filesWith(places),
      faults: {
        onRequest: ({ path }) => faultAt(folder, path),
        hasLostTrees: () => existsSync(join(folder, 'trees-lost')),
      },
    });
    holdPushesWhile(join(folder, 'hold'), join(folder, 'held'), host.dataDir);
    return { url, repoUrl: repoURL, gitUrl: host.url, token: TOKEN };
  },
);
