import type { Resource, ScoreService } from '@towpath/plugin-score-common';
import type { AskedResource } from './readWorkload';
import { hasOrUses } from './sharing';

/** One resource of a service, and what is there of it in each environment. */
export interface ResourceRow extends AskedResource {
  /** The file asks for it; what it does not ask for the next plan takes away. */
  isAsked: boolean;
  /** By the name of the environment; without copies that are kept. */
  there: Map<string, Resource>;
}

const isThere = ({ status }: Resource) => status !== 'kept';

/**
 * Resources against environments: those of the file as they stand in it, then those that are there all the same.
 *
 * @param asked - undefined while the file has errors, or there is none: then it is not said what is asked for.
 */
export function resourceMatrix(
  { environments }: ScoreService,
  asked: AskedResource[] | undefined,
): ResourceRow[] {
  const rows = new Map<string, ResourceRow>(
    asked?.map(one => [keyOf(one), rowOf(one, true)]),
  );
  for (const environment of environments) {
    for (const resource of hasOrUses(environment).filter(isThere)) {
      const key = keyOf(resource);
      const row = rows.get(key) ?? rowOf(resource, asked === undefined);
      rows.set(key, row);
      row.there.set(environment.name, resource);
    }
  }
  return [...rows.values()];
}

type Named = Pick<AskedResource, 'name' | 'type' | 'class'>;

function keyOf(one: Named): string {
  return `${one.name} ${one.type} ${one.class}`;
}

function rowOf(
  one: Named & { needs?: string[] },
  isAsked: boolean,
): ResourceRow {
  const { name, type, needs = [] } = one;
  return { name, type, class: one.class, needs, isAsked, there: new Map() };
}

/** Copies of what was taken away, in all environments. */
export function keptCopies({ environments }: ScoreService) {
  return environments.flatMap(({ name, title, resources }) =>
    resources
      .filter(resource => !isThere(resource))
      .map(resource => ({ environment: title ?? name, resource })),
  );
}
