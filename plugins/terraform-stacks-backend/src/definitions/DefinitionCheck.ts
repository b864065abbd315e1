import { InputError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { StackDefinition } from '@towpath/plugin-terraform-stacks-common';
import { readDriftEvery } from '../model/driftEvery';
import { requireOneSource } from '../model/moduleWords';
import type { ModuleSources } from '../modules/ModuleSources';
import type { DefinitionStore, StackInput } from '../stacks/DefinitionStore';
import type { Stacks } from '../stacks/Stacks';
import type { CatalogPlaces } from './CatalogPlaces';

/** A definition that can be kept. */
export type CheckedDefinition = Pick<
  StackDefinition,
  'environment' | 'costCentre' | 'driftEvery' | 'module'
> & {
  service?: string;
  variables: JsonObject;
  inputs: Record<string, StackInput>;
};

interface CheckOptions {
  stacks: Pick<Stacks, 'isKnown'>;
  definitions: DefinitionStore;
  places: CatalogPlaces;
  modules: Pick<ModuleSources, 'require'>;
}

/** Says whether a stack can be what somebody says that it is. */
export class DefinitionCheck {
  readonly #options: CheckOptions;

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  /**
   * @throws InputError or NotFoundError that names the field, its value and the way out
   */
  async check(
    key: string,
    definition: Omit<StackDefinition, 'owner'>,
  ): Promise<CheckedDefinition> {
    const { places, modules } = this.#options;
    const { costCentre, driftEvery, module } = definition;
    const { variables = {}, inputs = {} } = definition;
    requireOneSource(module);
    if (module.archive === undefined) modules.require(module);
    if (driftEvery !== undefined) readDriftEvery(driftEvery);
    requireApart({ ...definition, variables, inputs });
    await this.#requireInputs(key, inputs);
    const environment =
      definition.environment === undefined
        ? undefined
        : await places.requireEnvironment(definition.environment);
    const service =
      definition.service === undefined
        ? undefined
        : await places.requireService(definition.service);
    return {
      ...{ environment, costCentre, driftEvery, module, service, inputs },
      variables: variables as JsonObject,
    };
  }

  async #requireInputs(
    key: string,
    inputs: Record<string, StackInput>,
  ): Promise<void> {
    const { stacks, definitions } = this.#options;
    const upstreams = [
      ...new Set(Object.values(inputs).map(({ stack }) => stack)),
    ];
    for (const upstream of upstreams) {
      if (upstream !== key && !(await stacks.isKnown(upstream))) {
        const [variable] = Object.entries(inputs).find(
          ([, { stack }]) => stack === upstream,
        )!;
        throw new NotFoundError(
          `inputs.${variable} takes from the stack "${upstream}", and there is none of this key. Define that one first`,
        );
      }
    }
    const circle = findCircle(key, {
      upstreams,
      of: await definitions.upstreamsFrom(upstreams),
    });
    if (!circle) return;
    throw new InputError(
      `inputs would make a circle: ${circle.join(
        ' takes from ',
      )}. Take the value from elsewhere in one of them`,
    );
  }
}

/** A variable has one value. */
function requireApart(definition: {
  variables: object;
  secrets?: object;
  inputs: object;
}): void {
  const { variables, secrets = {}, inputs } = definition;
  const seen = new Map<string, string>();
  for (const [field, of] of Object.entries({ variables, secrets, inputs })) {
    for (const name of Object.keys(of)) {
      const before = seen.get(name);
      seen.set(name, field);
      if (!before) continue;
      throw new InputError(
        `The variable "${name}" is in ${before} and in ${field}. Give it in one of them`,
      );
    }
  }
}

/** The stacks of a way from one to itself, in order; undefined where there is none. */
function findCircle(
  key: string,
  known: { upstreams: string[]; of: Map<string, string[]> },
): string[] | undefined {
  const seen = new Set<string>();
  const walk = (at: string, way: string[]): string[] | undefined => {
    if (at === key && way.length > 0) return [...way, at];
    if (seen.has(at)) return undefined;
    seen.add(at);
    const next = at === key ? known.upstreams : known.of.get(at) ?? [];
    for (const one of next) {
      const found = walk(one, [...way, at]);
      if (found) return found;
    }
    return undefined;
  };
  return walk(key, []);
}
