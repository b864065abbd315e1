import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { clockServiceRef } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import { runsServiceRef, type RunType } from '@towpath/runs';
import { RunsBackend } from '@towpath/runs/testUtils';
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

/** The plugin with kinds that a test has made up, for Ada to ask. */
export async function startStubKinds(types: RunType[]) {
  const clock = new PatientClock();
  const backend = await RunsBackend.start({
    features: [
      runsPlugin,
      ...types.map(registering),
      createServiceFactory({
        service: clockServiceRef,
        deps: {},
        factory: () => clock,
      }),
    ],
    people: { ada: [] },
  });
  return { backend, clock, ...backend.as('ada') };
}

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
