import type {
  Gate,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import { z } from 'zod';
import type { VersionHistory } from '../VersionHistory';
import { showTime } from '../words';
import { type SourceState, sourceStateOf } from './sourceState';

const MINUTE_MS = 60_000;

const schema = z.strictObject({
  minutes: z
    .number({ error: 'Write a number of minutes' })
    .positive({ error: 'Write more than 0 minutes' }),
});

type Settings = z.infer<typeof schema>;

/**
 * The version has been healthy in its source for a while, without a break. Of a version that ran
 * there before, the time that it ran counts, if it left healthy.
 */
export function soakGate(history: VersionHistory): Gate<Settings> {
  return {
    type: 'soak',
    schema,
    title: ({ minutes }) => `Soaked ${minutes} min`,
    async evaluate(subject, settings, { now }) {
      if (subject.rollback) return [];
      const state = await sourceStateOf(subject, history);
      return state.is === 'none'
        ? noSource(subject)
        : judge(since(state), state.name, settings, now);
    },
  };
}

function noSource({ environment }: GateSubject): GateVerdict {
  return {
    state: 'closed',
    owner: environment.spec.owner,
    message: `${environment.metadata.name} promotes from no environment, so nothing can soak. Remove the gate from spec.gates, or set spec.promotesFrom.`,
  };
}

interface Soak {
  from?: Date;
  /** Absent while it goes on. */
  to?: Date;
}

function since(state: Exclude<SourceState, { is: 'none' }>): Soak {
  switch (state.is) {
    case 'there':
      return { from: state.from.healthySince };
    case 'gone':
      return state.deployment.healthy
        ? { from: state.deployment.arrivedAt, to: state.deployment.leftAt }
        : {};
    default:
      return {};
  }
}

function judge(
  { from, to }: Soak,
  source: string,
  { minutes }: Settings,
  now: Date,
): GateVerdict {
  if (!from) {
    return {
      state: 'closed',
      message: `Soaked 0 of ${minutes} min: begins once it is healthy in ${source}.`,
      progress: { value: 0, of: minutes, unit: 'min' },
    };
  }
  const soaked = ((to ?? now).getTime() - from.getTime()) / MINUTE_MS;
  const value = Math.max(0, Math.floor(Math.min(soaked, minutes)));
  const progress = { value, of: minutes, unit: 'min' };
  if (soaked >= minutes) {
    return {
      state: 'open',
      message: `Soaked ${minutes} min in ${source}.`,
      progress,
    };
  }
  const soFar = `Soaked ${value} of ${minutes} min in ${source}`;
  if (to) {
    return {
      state: 'closed',
      progress,
      message: `${soFar}, then another version came. Promote that one, or bring this one there again.`,
    };
  }
  const opensAt = new Date(from.getTime() + minutes * MINUTE_MS);
  return {
    state: 'closed',
    progress,
    opensAt,
    message: `${soFar}, opens ${showTime(opensAt, now)}.`,
  };
}
