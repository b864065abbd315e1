import { isDeepStrictEqual } from 'node:util';
import { ConflictError, InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { TemplateError } from '@towpath/go-template';
import {
  PROVISIONER_TEMPLATES,
  readProvisionerTemplate,
  type DriverCall,
  type DriverPlan,
  type DriverRequest,
  type FieldChange,
  type Provided,
  type ResourceDriver,
  shown,
  strangersIn,
} from '@towpath/plugin-score-node';
import type { KubernetesObject } from '@towpath/score';
import {
  differences,
  manifestChanges,
  notesOnRemoved,
} from '../manifests/manifestChanges';
import { askedOf, memoryOf, type Memory } from '../provisioners/asked';
import type { Programs } from '../provisioners/Programs';
import { deliver, type Delivered } from '../provisioners/delivered';
import { drawFor, type Derive } from '../provisioners/drawing';
import type { Rendered } from '../provisioners/Rendered';
import { renderTemplates } from '../provisioners/renderTemplates';
import { UnaskedDriver } from './UnaskedDriver';

/** What the driver keeps in clear between its calls. */
interface ProvisionersState {
  manifests: KubernetesObject[];
  outputs: JsonObject;
  /** What a program was asked with last. */
  asked?: JsonObject;
}

const NAMES = ['uri', 'args', ...PROVISIONER_TEMPLATES];
const NOT_RUN =
  'Its program is not run for a plan: what it makes is known when it is provided';

/**
 * Provides what files of score-k8s say. Like the driver `kubernetes` it asks no cluster: objects go to Git with the
 * workload's. What templates draw and remember is kept sealed.
 */
export class ProvisionersDriver
  extends UnaskedDriver
  implements ResourceDriver
{
  readonly name = 'provisioners';
  readonly remembers = true;
  readonly #derive?: Derive;
  readonly #programs: Programs;

  /** Without `derive` nothing can be provided that draws or remembers. */
  constructor(options: { derive?: Derive; programs: Programs }) {
    super();
    this.#derive = options.derive;
    this.#programs = options.programs;
  }

  checkSettings(settings: JsonObject): string[] {
    const { uri } = settings;
    const strangers = strangersIn(settings, NAMES);
    if (typeof uri !== 'string' || !/^(?:template|cmd):\/\//.test(uri)) {
      return [
        ...strangers,
        `settings.uri is ${shown(uri)}: give template://… or cmd://…`,
      ];
    }
    return [
      ...strangers,
      ...(isProgram(settings)
        ? this.#programs.problemsOf(settings)
        : templateProblems(settings)),
    ];
  }

  async plan(request: DriverRequest, call: DriverCall): Promise<DriverPlan> {
    call.signal.throwIfAborted();
    this.#check(request);
    const state = stateOf(request);
    if (isProgram(request.settings)) return planProgram(request, state);
    const { secrets, ...made } = this.#deliver(this.#render(request), request);
    const { outputs, manifests } = made;
    if (!state) return { action: 'create', changes: [], outputs, manifests };
    const changes = [
      ...manifestChanges(state.manifests, manifests),
      ...differences(state.outputs, outputs, 'outputs'),
      ...secretChanges(memoryOf(request)?.secrets ?? {}, secrets),
    ];
    const action = changes.length > 0 ? 'update' : 'none';
    const notes = notesOnRemoved(state.manifests, manifests);
    return { action, changes, outputs, manifests, notes };
  }

  async apply(request: DriverRequest, call: DriverCall): Promise<Provided> {
    call.signal.throwIfAborted();
    this.#check(request);
    const rendered = isProgram(request.settings)
      ? await this.#programs.run(askedOf(request), request.settings, call)
      : this.#render(request);
    const { outputs, manifests, secrets } = this.#deliver(rendered, request);
    const { state, shared } = rendered;
    const asked = isProgram(request.settings) ? questionOf(request) : undefined;
    const memory: Memory = { state, shared, secrets };
    return {
      state: {
        manifests,
        outputs,
        ...(asked && { asked }),
      } as unknown as JsonObject,
      ...{ outputs, secrets, manifests },
      ...(remembersAny(memory) && { memory: memory as unknown as JsonObject }),
    };
  }

  #check({ settings }: DriverRequest): void {
    const problems = this.checkSettings(settings);
    if (problems.length > 0) throw new InputError(problems.join('; '));
  }

  #render(request: DriverRequest): Rendered {
    return renderTemplates(
      request.settings,
      askedOf(request),
      drawFor(request, this.#derive),
    );
  }

  /** @throws ConflictError where what has to be kept sealed cannot be */
  #deliver(rendered: Rendered, request: DriverRequest): Delivered {
    const delivered = deliver(rendered, request);
    const { state, shared } = rendered;
    const { secrets } = delivered;
    if (this.#derive || !remembersAny({ state, shared, secrets })) {
      return delivered;
    }
    throw new ConflictError(
      'what it remembers cannot be kept: the platform team has to set score.secrets.keys',
    );
  }
}

function isProgram({ uri }: JsonObject): boolean {
  return String(uri).startsWith('cmd://');
}

function stateOf({ state }: DriverRequest): ProvisionersState | undefined {
  return state as unknown as ProvisionersState | undefined;
}

function remembersAny(memory: Memory): boolean {
  return Object.values(memory).some(part => Object.keys(part).length > 0);
}

function templateProblems(settings: JsonObject): string[] {
  return PROVISIONER_TEMPLATES.flatMap(name => {
    const source = settings[name];
    if (source === undefined) return [];
    if (typeof source !== 'string') {
      return [`settings.${name} is ${shown(source)}: give a text`];
    }
    try {
      readProvisionerTemplate(source);
      return [];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return [`settings.${name}, line ${error.line}: ${error.message}`];
    }
  });
}

function secretChanges(
  before: Record<string, string>,
  after: Record<string, string>,
): FieldChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap(name => {
    const field = `secret ${name}`;
    if (before[name] === after[name]) return [];
    if (before[name] === undefined) return [{ field, after: 'made' }];
    if (after[name] === undefined) {
      return [{ field, before: 'there', after: 'removed' }];
    }
    return [{ field, before: 'as it was', after: 'another value' }];
  });
}

/** What a program has to be asked again for, once it changes. */
function questionOf({
  settings,
  params,
  namespace,
}: DriverRequest): JsonObject {
  return { settings, params, namespace };
}

function planProgram(
  request: DriverRequest,
  state: ProvisionersState | undefined,
): DriverPlan {
  const notes = [NOT_RUN];
  if (!state) {
    return { action: 'create', changes: [], outputs: {}, manifests: [], notes };
  }
  const { outputs, manifests, asked } = state;
  const question = questionOf(request);
  if (isDeepStrictEqual(asked, question)) {
    return { action: 'none', changes: [], outputs, manifests };
  }
  const changes = differences(asked, question);
  return { action: 'update', changes, outputs: {}, manifests, notes };
}
