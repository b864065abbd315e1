import { InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  type Destroyed,
  type DriverCall,
  type DriverPlan,
  type DriverRequest,
  type FieldChange,
  type Observation,
  type Provided,
  type ResourceDriver,
  isExpression,
  isMap,
  namedTwice,
  neverOpen,
  problemsOfOutputs,
  shown,
  strangersIn,
  type IsOpen,
} from '@towpath/plugin-score-node';
import { differences } from '../manifests/manifestChanges';
import { fingerprint, hasFingerprint } from './fingerprint';

/** What the driver keeps between its calls. */
interface StaticState {
  outputs: JsonObject;
  /** By the name of the output: which secret was given, without the secret. */
  fingerprints: Record<string, string>;
}

/** What is to be given. */
interface Given {
  outputs: JsonObject;
  secrets: Record<string, string>;
}

const NAMES = ['outputs', 'secretsFromEnvironment'];
const ALLOWED = 'score.static.environment';

/** Gives values that the definition holds, and secrets from environment variables of the portal. */
export class StaticDriver implements ResourceDriver {
  readonly name = 'static';
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #allowed: readonly string[];

  /** The environment, and the names in it that may be given out. */
  constructor(options: {
    variables: Readonly<Record<string, string | undefined>>;
    allowed: readonly string[];
  }) {
    this.#variables = options.variables;
    this.#allowed = options.allowed;
  }

  checkSettings(settings: JsonObject): string[] {
    return this.#problemsOf(settings, isExpression);
  }

  async plan(request: DriverRequest, call: DriverCall): Promise<DriverPlan> {
    call.signal.throwIfAborted();
    const given = this.#read(request);
    const { outputs } = given;
    const state = stateOf(request);
    if (!state) return { action: 'create', changes: [], outputs };
    const changes = [
      ...differences(state.outputs, outputs, 'outputs'),
      ...(await secretChanges(state, given.secrets)),
    ];
    const action = changes.length > 0 ? 'update' : 'none';
    return { action, changes, outputs };
  }

  async apply(request: DriverRequest, call: DriverCall): Promise<Provided> {
    call.signal.throwIfAborted();
    const { outputs, secrets } = this.#read(request);
    const known = stateOf(request)?.fingerprints ?? {};
    const fingerprints: Record<string, string> = {};
    for (const [name, secret] of Object.entries(secrets)) {
      fingerprints[name] = (await isSame(secret, known[name]))
        ? known[name]
        : await fingerprint(secret);
    }
    return { state: { outputs, fingerprints }, outputs, secrets };
  }

  /** Whether the portal would give the same secrets out now. */
  async observe(
    request: DriverRequest,
    call: DriverCall,
  ): Promise<Observation> {
    call.signal.throwIfAborted();
    const state = stateOf(request);
    if (!state) return { status: 'missing', reason: 'it was never provided' };
    const { secrets } = this.#read(request);
    const differing = await secretChanges(state, secrets);
    return differing.length > 0
      ? { status: 'changed', differences: differing }
      : { status: 'as-provided' };
  }

  /** The secrets that the portal has now are those that are given out. */
  async accept(request: DriverRequest, call: DriverCall): Promise<Provided> {
    return this.apply(request, call);
  }

  async destroy(_request: DriverRequest, call: DriverCall): Promise<Destroyed> {
    call.signal.throwIfAborted();
    return {};
  }

  #problemsOf(settings: JsonObject, isOpen: IsOpen): string[] {
    const { outputs, secretsFromEnvironment } = settings;
    return [
      ...strangersIn(settings, NAMES),
      ...problemsOfOutputs(outputs, 'settings.outputs', isOpen),
      ...this.#problemsOfVariables(secretsFromEnvironment, isOpen),
      ...namedTwice(
        ['settings.outputs', outputs],
        ['settings.secretsFromEnvironment', secretsFromEnvironment],
      ),
    ];
  }

  #problemsOfVariables(named: JsonValue | undefined, isOpen: IsOpen): string[] {
    const path = 'settings.secretsFromEnvironment';
    const problems = problemsOfOutputs(named, path, isOpen);
    if (problems.length > 0 || !isMap(named)) return problems;
    return Object.entries(named)
      .filter(([, variable]) => !isOpen(variable) && !this.#allows(variable))
      .map(
        ([name, variable]) =>
          `${path}.${name} is ${shown(
            variable,
          )}, which ${ALLOWED} in the portal's configuration does not list: list it there, or name one of ${
            this.#allowed.join(', ') || 'none'
          }`,
      );
  }

  #allows(variable: unknown): boolean {
    return typeof variable === 'string' && this.#allowed.includes(variable);
  }

  #read({ settings }: DriverRequest): Given {
    const problems = this.#problemsOf(settings, neverOpen);
    if (problems.length > 0) throw new InputError(problems.join('; '));
    const { outputs = {}, secretsFromEnvironment: named = {} } = settings;
    const secrets = Object.fromEntries(
      Object.entries(named as Record<string, string>).map(
        ([name, variable]) => [name, this.#valueOf(variable, name)],
      ),
    );
    return { outputs: outputs as JsonObject, secrets };
  }

  #valueOf(variable: string, output: string): string {
    const value = this.#variables[variable];
    if (value) return value;
    throw new InputError(
      `The environment variable ${variable} of the portal, which gives the output ${output}, is not set: set it where the portal is started`,
    );
  }
}

function stateOf({ state }: DriverRequest): StaticState | undefined {
  return state as unknown as StaticState | undefined;
}

async function secretChanges(
  { fingerprints }: StaticState,
  secrets: Record<string, string>,
): Promise<FieldChange[]> {
  const names = new Set([
    ...Object.keys(fingerprints),
    ...Object.keys(secrets),
  ]);
  const changes: FieldChange[] = [];
  for (const name of names) {
    const change = await secretChange(fingerprints[name], secrets[name]);
    if (change) changes.push({ field: `secret ${name}`, ...change });
  }
  return changes;
}

async function secretChange(
  known: string | undefined,
  secret: string | undefined,
): Promise<Omit<FieldChange, 'field'> | undefined> {
  if (secret === undefined) return { before: 'given', after: 'removed' };
  if (known === undefined) return { after: 'given' };
  if (await hasFingerprint(secret, known)) return undefined;
  return { before: 'as it was', after: 'another value' };
}

async function isSame(
  secret: string,
  known: string | undefined,
): Promise<boolean> {
  return known !== undefined && (await hasFingerprint(secret, known));
}
