import { suggest } from '@towpath/score';
import type {
  Explanation,
  ResourceContext,
  ResourceDefinition,
} from '../types';
import { judge, type Judgement } from './judge';
import { listTypes, type ResourceType } from './listTypes';
import { compareSpecificity, whatIsMoreSpecific } from './specificity';

/** Why no definition provides what is asked for. `message` says it whole, with the way out. */
export type Refusal =
  | { reason: 'unknown-type'; message: string; types: string[] }
  | {
      reason: 'none-here';
      message: string;
      passedOver: { definition: string; why: string }[];
    }
  | { reason: 'tie'; message: string; definitions: string[] }
  | { reason: 'cannot-tell'; message: string; definition: string };

/** The definition that provides a resource, or why there is none. */
export type Found =
  | { definition: ResourceDefinition; refusal?: undefined }
  | { definition?: undefined; refusal: Refusal };

/** The resource definitions of a platform: which one provides what, where. */
export class ResourceDefinitions {
  readonly all: readonly ResourceDefinition[];
  readonly #byType = new Map<string, ResourceDefinition[]>();

  /** Of definitions that `readDefinitions` has read. */
  constructor(definitions: readonly ResourceDefinition[]) {
    this.all = definitions;
    for (const definition of definitions) {
      const same = this.#byType.get(definition.type);
      if (same) same.push(definition);
      else this.#byType.set(definition.type, [definition]);
    }
  }

  /** The definition of this name. */
  get(name: string): ResourceDefinition | undefined {
    return this.all.find(definition => definition.name === name);
  }

  /** The most specific definition that applies. A condition that cannot be evaluated denies what it could decide. */
  find(context: ResourceContext): Found {
    const judgements = this.#judge(context);
    const [first, second] = candidates(judgements);
    if (!first) return { refusal: this.#whyNone(context, judgements) };
    const isTie =
      second && compareSpecificity(first.definition, second.definition) === 0;
    const unclear = [first, ...(isTie ? [second] : [])].find(cannotTell);
    if (unclear) return { refusal: whyUnclear(context, unclear) };
    return isTie
      ? { refusal: whyTie(context, first.definition, second.definition) }
      : { definition: first.definition };
  }

  /** Why a definition was chosen, and why each other one of the type was not. */
  explain(context: ResourceContext): Explanation {
    const chosen = this.find(context).definition;
    const judgements = this.#judge(context);
    return {
      ...(chosen ? { chosen: chosen.name } : {}),
      considered: judgements.map(judgement => ({
        definition: judgement.definition.name,
        matches: judgement.verdict === 'applies',
        why: explainOne(judgement, chosen, candidates(judgements)),
      })),
    };
  }

  /** For a catalogue: what Score files can ask for, by type and class, sorted. */
  types(): ResourceType[] {
    return listTypes(this.all);
  }

  #judge(context: ResourceContext): Judgement[] {
    const ofType = this.#byType.get(context.resource.type) ?? [];
    return ofType.map(definition => judge(definition, context));
  }

  #whyNone(context: ResourceContext, judgements: Judgement[]): Refusal {
    const { type } = context.resource;
    if (judgements.length === 0) return this.#whyUnknown(type);
    const passedOver = judgements.map(({ definition, why = '' }) => ({
      definition: definition.name,
      why,
    }));
    const reasons = passedOver.map(
      ({ definition, why }) => `"${definition}": ${why}`,
    );
    return {
      reason: 'none-here',
      message: `no definition provides ${named(context)}. ${reasons.join(
        '. ',
      )}`,
      passedOver,
    };
  }

  #whyUnknown(type: string): Refusal {
    const types = [...this.#byType.keys()].sort();
    const meant = suggest(type, types);
    const known = types.length
      ? `known types: ${types.join(', ')}`
      : 'there are no definitions at all';
    return {
      reason: 'unknown-type',
      message: `no definition provides the type ${type}; ${
        meant ? `did you mean ${meant}?` : known
      }`,
      types,
    };
  }
}

/** Those that apply, or may do so, the most specific first. */
function candidates(judgements: Judgement[]): Judgement[] {
  return judgements
    .filter(({ verdict }) => verdict !== 'does-not')
    .sort((a, b) => compareSpecificity(a.definition, b.definition));
}

function cannotTell({ verdict }: Judgement): boolean {
  return verdict === 'cannot-tell';
}

function whyUnclear(
  context: ResourceContext,
  { definition, why }: Judgement,
): Refusal {
  return {
    reason: 'cannot-tell',
    message: `it cannot be told which definition provides ${named(context)}. "${
      definition.name
    }": ${why}`,
    definition: definition.name,
  };
}

function whyTie(
  context: ResourceContext,
  first: ResourceDefinition,
  second: ResourceDefinition,
): Refusal {
  return {
    reason: 'tie',
    message: `"${first.name}" and "${second.name}" both provide ${named(
      context,
    )}, and neither is more specific; say in one of them where it applies`,
    definitions: [first.name, second.name],
  };
}

/** Such as `postgres.default#shop.db for shop in prod`. */
function named({ resource, service, environment }: ResourceContext): string {
  return `${resource.uid} for ${service.name} in ${environment.name}`;
}

function explainOne(
  { definition, verdict, why }: Judgement,
  chosen: ResourceDefinition | undefined,
  [first, ...others]: Judgement[],
): string {
  if (verdict === 'does-not') return why ?? '';
  if (definition === chosen) return whyChosen(definition, others);
  const order = compareSpecificity(first.definition, definition);
  if (order !== 0) {
    const less = `less specific than "${
      first.definition.name
    }", which names ${whatIsMoreSpecific(first.definition, definition)}`;
    return verdict === 'cannot-tell' ? `${less}; ${why}` : less;
  }
  if (verdict === 'cannot-tell') return why ?? '';
  const equals = [first, ...others].filter(
    other =>
      other.definition !== definition &&
      compareSpecificity(other.definition, definition) === 0,
  );
  const names = equals.map(other => `"${other.definition.name}"`);
  return `as specific as ${names.join(', ')}`;
}

function whyChosen(definition: ResourceDefinition, others: Judgement[]) {
  const [next] = others;
  return next
    ? `more specific than "${
        next.definition.name
      }": it names ${whatIsMoreSpecific(definition, next.definition)}`
    : `the only one that applies${from(definition)}`;
}

/** Where a provisioner is written, for whoever looks for it. */
function from({ provisioner }: ResourceDefinition): string {
  return provisioner
    ? `: the provisioner ${provisioner.uri} of ${provisioner.place}`
    : '';
}
