import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  type DriverCall,
  type DriverPlan,
  type DriverRequest,
  type FieldChange,
  type Provided,
  type ResourceDriver,
  isExpression,
  neverOpen,
  strangersIn,
} from '@towpath/plugin-score-node';
import {
  makeSecrets,
  problemsOfSecretOutputs,
} from '../settings/secretOutputs';
import { UnaskedDriver } from './UnaskedDriver';

/** What the driver keeps between its calls. */
interface GeneratedState {
  /** Names of the secrets that were made. Their values are sealed elsewhere. */
  secrets: string[];
}

/**
 * Makes random secrets that nobody but their workload has a use for, such as the key that it signs with. It asks nothing
 * outside: there the secret is not known.
 */
export class GeneratedDriver extends UnaskedDriver implements ResourceDriver {
  readonly name = 'generated';

  checkSettings(settings: JsonObject): string[] {
    return problemsOf(settings, isExpression);
  }

  async plan(request: DriverRequest, call: DriverCall): Promise<DriverPlan> {
    call.signal.throwIfAborted();
    const names = Object.keys(read(request)).sort();
    const made = stateOf(request)?.secrets;
    if (!made) return { action: 'create', changes: [], outputs: {} };
    const changes = changesOf(made, names);
    const action = changes.length > 0 ? 'update' : 'none';
    return { action, changes, outputs: {} };
  }

  async apply(request: DriverRequest, call: DriverCall): Promise<Provided> {
    call.signal.throwIfAborted();
    const wanted = read(request);
    return provided(
      wanted,
      makeSecrets(wanted, stateOf(request)?.secrets ?? []),
    );
  }

  /** All of them anew. A workload that has read those of before has them until it starts again. */
  async rotate(request: DriverRequest, call: DriverCall): Promise<Provided> {
    call.signal.throwIfAborted();
    const wanted = read(request);
    return provided(wanted, makeSecrets(wanted, []));
  }
}

function problemsOf(
  settings: JsonObject,
  isOpen: Parameters<typeof problemsOfSecretOutputs>[1],
): string[] {
  const { secretOutputs = {} } = settings;
  const isNone = Object.keys(secretOutputs ?? {}).length === 0;
  return [
    ...strangersIn(settings, ['secretOutputs']),
    ...(isNone && !isOpen(secretOutputs)
      ? ['settings.secretOutputs names none: name what is to be made']
      : []),
    ...problemsOfSecretOutputs(secretOutputs, isOpen),
  ];
}

function read({ settings }: DriverRequest): JsonObject {
  const problems = problemsOf(settings, neverOpen);
  if (problems.length > 0) throw new InputError(problems.join('; '));
  return settings.secretOutputs as JsonObject;
}

function provided(
  wanted: JsonObject,
  secrets: Record<string, string>,
): Provided {
  return {
    state: { secrets: Object.keys(wanted).sort() },
    outputs: {},
    secrets,
  };
}

function stateOf({ state }: DriverRequest): GeneratedState | undefined {
  return state as unknown as GeneratedState | undefined;
}

function changesOf(made: string[], wanted: string[]): FieldChange[] {
  return [
    ...wanted
      .filter(name => !made.includes(name))
      .map(name => ({ field: `secret ${name}`, after: 'made' })),
    ...made
      .filter(name => !wanted.includes(name))
      .map(name => ({
        ...{ field: `secret ${name}`, before: 'there', after: 'removed' },
      })),
  ];
}
