import type {
  Gate,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import { z } from 'zod';
import type { VersionHistory } from '../VersionHistory';
import { showTime } from '../words';
import { type SourceState, sourceStateOf } from './sourceState';

/** The version is, or was until it made room for another, Synced and Healthy where it comes from. */
export function healthyGate(history: VersionHistory): Gate<{}> {
  return {
    type: 'healthy',
    schema: z.strictObject({}),
    title: () => 'Healthy in the source',
    async evaluate(subject, _settings, { now }) {
      const state = await sourceStateOf(subject, history);
      return state.is === 'none' ? [] : judge(state, subject, now);
    },
  };
}

function judge(
  state: Exclude<SourceState, { is: 'none' }>,
  { version, service }: GateSubject,
  now: Date,
): GateVerdict {
  const { name } = state;
  const { owner } = service;
  switch (state.is) {
    case 'there':
      return judgeRunning(state, service.owner);
    case 'gone':
      return state.deployment.healthy
        ? {
            state: 'open',
            message: `Was healthy in ${name} to ${showTime(
              state.deployment.leftAt,
              now,
            )}.`,
          }
        : {
            state: 'closed',
            owner,
            message: `${version} was not healthy in ${name} when it was replaced. Bring it there again, or promote another version.`,
          };
    default:
      return {
        state: 'closed',
        owner,
        message: `${version} does not run in ${name}${
          state.running ? `, which runs ${state.running}` : ''
        }. Bring it there first.`,
      };
  }
}

function judgeRunning(
  { name, from }: Extract<SourceState, { is: 'there' }>,
  owner: string | undefined,
): GateVerdict {
  const { health, sync, healthMessage, beside = [] } = from;
  if (health === 'Healthy' && sync === 'Synced') {
    const left = beside.length > 0 ? ` Not counted: ${beside.join('; ')}.` : '';
    return { state: 'open', message: `Synced and healthy in ${name}.${left}` };
  }
  const why =
    health === 'Healthy'
      ? `It is healthy but ${sync} in ${name}: sync it there first.`
      : `It is ${health} in ${name}: opens when it is Healthy.`;
  return {
    state: 'closed',
    owner,
    message: healthMessage ? `${why} ${healthMessage}` : why,
  };
}
