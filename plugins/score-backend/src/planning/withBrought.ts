import {
  broughtId,
  broughtParams,
  checkParams,
  type BroughtDefinition,
  type ResourceContext,
} from '@towpath/resource-definitions';
import type { Diagnostic, PlannedResource } from '@towpath/score';
import type { ResolvedResource } from '../model/Resolved';

/** So many definitions one after the other bring something at most. */
const DEEPEST = 5;

/** A resource that is brought, before its definition is found. */
export type Arrival = Pick<ResolvedResource, 'planned' | 'name'> &
  Required<Pick<ResolvedResource, 'brought'>>;

interface Parts {
  /** The definition of a resource, as for one that a Score file asks for. */
  resolve(
    one: Arrival,
    params: Record<string, unknown>,
  ): ResolvedResource | string;
  contextOf(
    one: ResolvedResource,
    params: Record<string, unknown>,
  ): ResourceContext;
}

/** Resources, and what is wrong with what they bring. */
interface Expanded {
  resources: ResolvedResource[];
  diagnostics: Diagnostic[];
}

/** How the Score file calls the resource by which something is there. */
export function nameInFile({ name }: Pick<ResolvedResource, 'name'>): string {
  // Names of Score files have no dots.
  return name.split('.')[0];
}

class Expansion {
  readonly #asked: ResolvedResource[];
  readonly #parts: Parts;
  readonly #byUid: Map<string, ResolvedResource>;
  readonly #diagnostics: Diagnostic[] = [];

  constructor(asked: ResolvedResource[], parts: Parts) {
    this.#asked = asked;
    this.#parts = parts;
    this.#byUid = new Map(asked.map(one => [one.planned.uid, one]));
  }

  run(): Expanded {
    const resources = this.#asked.flatMap(one => this.#expand(one));
    return { resources, diagnostics: this.#diagnostics };
  }

  #expand(one: ResolvedResource): ResolvedResource[] {
    const brought = one.shared ? [] : this.#broughtBy(one);
    const before = brought.filter(isBefore);
    const after = brought.filter(other => !isBefore(other));
    const { planned } = one;
    const needs = before.map(other => other.planned.uid);
    const self = {
      ...{ ...one, before },
      planned: { ...planned, dependsOn: [...planned.dependsOn, ...needs] },
    };
    return [
      ...before.flatMap(other => this.#expand(other)),
      self,
      ...after.flatMap(other => this.#expand(other)),
    ];
  }

  #broughtBy(bringer: ResolvedResource): ResolvedResource[] {
    const { definition, planned } = bringer;
    const { brings = [] } = definition;
    if (brings.length === 0) return [];
    const { params } = checkParams(definition, planned.params ?? {});
    const context = this.#parts.contextOf(bringer, params);
    return brings.flatMap(as => this.#bring(bringer, as, context) ?? []);
  }

  #bring(
    bringer: ResolvedResource,
    as: BroughtDefinition,
    context: ResourceContext,
  ): ResolvedResource | undefined {
    const { id, problem } = broughtId(bringer.definition, as, context);
    if (problem !== undefined) return this.#refuse(bringer, as, problem);
    const arrival = toArrival(bringer, as, id);
    const given = broughtParams(bringer.definition, as, context, {});
    // What takes outputs is not known yet, and decides nothing about the definition.
    const found = this.#parts.resolve(arrival, given.params ?? {});
    if (typeof found === 'string') return this.#refuse(bringer, as, found);
    const why = this.#whyNot(found, bringer);
    if (why) return this.#refuse(bringer, as, why);
    this.#byUid.set(found.planned.uid, found);
    return found;
  }

  #whyNot(found: ResolvedResource, bringer: ResolvedResource) {
    const chain = chainOf(bringer);
    const names = [...chain, bringer].map(one => one.definition.name);
    const { name } = found.definition;
    if (names.includes(name)) {
      return `${[...names, name].join(' brings ')}, and so on without an end`;
    }
    if (names.length > DEEPEST) {
      return `${names.join(
        ' brings ',
      )} brings ${name}: that is more than ${DEEPEST} one after the other`;
    }
    const { uid } = found.planned;
    const other = this.#byUid.get(uid);
    return other && `${uid} is ${describe(other)} already; give one another id`;
  }

  #refuse(
    bringer: ResolvedResource,
    { name }: BroughtDefinition,
    why: string,
  ): undefined {
    this.#diagnostics.push({
      severity: 'error',
      code: 'provision/brought',
      message: `the definition ${bringer.definition.name} brings ${name} with ${bringer.name}: ${why}`,
      path: ['resources', nameInFile(bringer), 'type'],
    });
    return undefined;
  }
}

/**
 * What resources bring with them, in its place in the order: before or after the one that brings it. What another service
 * has brings nothing here: its owner has that as well.
 *
 * @param asked - what the Score file asks for, each after those that it needs.
 */
export function withBrought(asked: ResolvedResource[], parts: Parts): Expanded {
  return new Expansion(asked, parts).run();
}

/** A resource as it would stand in the file, if the file asked for it. */
function toArrival(
  bringer: ResolvedResource,
  as: BroughtDefinition,
  id: string,
): Arrival {
  const { type, class: kind = 'default', order } = as;
  const { sourceWorkload: workload, uid, dependsOn } = bringer.planned;
  const name = `${bringer.name}.${as.name}`;
  const planned: PlannedResource = {
    ...{ uid: `${type}.${kind}#${id}`, type, class: kind, id },
    sourceWorkload: workload,
    usedBy: [{ workload, resource: name }],
    // What comes before has params of what the one that brings it needs.
    dependsOn: order === 'before' ? dependsOn : [uid],
  };
  return { planned, name, brought: { by: bringer, as } };
}

/** Who brings it, the first one first. */
function chainOf({ brought }: ResolvedResource): ResolvedResource[] {
  return brought ? [...chainOf(brought.by), brought.by] : [];
}

function isBefore({ brought }: ResolvedResource): boolean {
  return brought?.as.order === 'before';
}

function describe({ name, brought }: ResolvedResource): string {
  return brought
    ? `${name}, which the definition ${brought.by.definition.name} brings,`
    : `the resource ${name} of the Score file`;
}
