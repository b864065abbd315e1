import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { clockServiceRef } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import { runsServiceRef, type RunType } from '@towpath/runs';
import request from 'supertest';
import runsPlugin from '..';

/** Nobody loses patience before the test says so. */
class PatientClock implements Clock {
  #waiting: (() => void)[] = [];

  now(): number {
    return 0;
  }

  sleep(): Promise<void> {
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  /** Whoever waits has waited long enough. */
  loseTime(): void {
    this.#waiting.forEach(resolve => resolve());
    this.#waiting = [];
  }
}

/** The plugin over HTTP as Ada asks it, with kinds that a test has made up. */
export async function createRunsBackend(types: RunType[]) {
  const clock = new PatientClock();
  const backend = await startTestBackend({
    features: [
      runsPlugin,
      ...types.map(registering),
      createServiceFactory({
        service: clockServiceRef,
        deps: {},
        factory: () => clock,
      }),
    ],
  });
  const ada = mockCredentials.user.header('user:default/ada');
  const ask = (method: 'get' | 'post', path: string) =>
    request(backend.server)
      [method](`/api/runs${path}`)
      .set('authorization', ada);
  return {
    clock,
    stop: () => backend.stop(),
    get: (path: string) => ask('get', path),
    post: (path: string, body: object) => ask('post', path).send(body),
  };
}

export type StubPortal = Awaited<ReturnType<typeof createRunsBackend>>;

/** A plugin that brings a kind of run, and nothing else. */
function registering(type: RunType) {
  return createBackendPlugin({
    pluginId: type.kind,
    register({ registerInit }) {
      registerInit({
        deps: { runs: runsServiceRef },
        async init({ runs }) {
          runs.register(type);
        },
      });
    },
  });
}
