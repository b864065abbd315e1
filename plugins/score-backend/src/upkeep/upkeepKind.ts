import { UPKEEP_RUNS } from '@towpath/plugin-score-common';
import type { RunDescription } from '@towpath/runs';
import { defineRunKind } from '@towpath/workflow';
import type { UpkeepInput, UpkeepRun, UpkeepState } from './Upkeep';
import { upkeepStep, type UpkeepServices } from './upkeepStep';

/** Work on one resource. It has the lock of its place, so that no provisioning changes it meanwhile. */
export function createUpkeepKind(services: UpkeepServices) {
  return defineRunKind<UpkeepInput, UpkeepState>({
    kind: UPKEEP_RUNS,
    facts: ({ input: { environment, work } }) => ({ environment, work }),
    steps: [upkeepStep(services)],
  });
}

const TITLES = {
  rotate: (name: string) => `New secrets for ${name}`,
  restore: (name: string) => `Restore ${name}`,
  remove: (name: string) => `Remove the copy of ${name}`,
  'hand-over': (name: string) => `Hand over ${name}`,
};

const STEPS = {
  rotate: 'Make new secrets, and keep them',
  restore: 'Bring the kept copy back',
  remove: 'Remove the kept copy for good',
  'hand-over': 'Give it to a service that uses it',
};

/** A run in words. */
export function presentUpkeep({ input }: UpkeepRun): RunDescription {
  const { work, name, type, service, environment, reason, to } = input;
  return {
    title: `${TITLES[work](name)} of ${nameOf(service)}${
      to ? ` to ${nameOf(to)}` : ''
    }`,
    where: environment,
    reason,
    steps: { work: STEPS[work] },
    details: {
      ...{ work, name, type, class: input.class },
      ...{ resource: input.resource, service, environment, to },
    },
  };
}

function nameOf(ref: string): string | undefined {
  return ref.split('/').at(-1);
}
