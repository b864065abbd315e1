import type { Resource, ScoreService } from '@towpath/plugin-score-common';
import type { AskedResource } from './readWorkload';
import { hasOrUses } from './sharing';

/** One resource of a service, and what is there of it in each environment. */
export interface ResourceRow extends AskedResource {
  /** Names of environments where the file asks for it; where it does not, the next plan takes it away. */
  askedIn: ReadonlySet<string>;
  /** What it comes with; absent for what the file asks for. */
  broughtBy?: Resource['broughtBy'];
  /** By the name of the environment; without copies that are kept. */
  there: Map<string, Resource>;
}

const isThere = ({ status }: Resource) => status !== 'kept';

/**
 * Resources against environments: those of the file as they stand in it, then those that are there all the same.
 *
 * @param askedIn - by the name of an environment; undefined while the file has errors, or there is none: then it is not
 *   said what is asked for.
 */
export function resourceMatrix(
  { environments }: ScoreService,
  askedIn: (environment: string) => AskedResource[] | undefined,
): ResourceRow[] {
  const asked = environments.map(({ name }) => ({ name, all: askedIn(name) }));
  const rows = new Map<string, ResourceRow>();
  const rowOf = (one: Named & { needs?: string[] }): ResourceRow => {
    const { name, type, needs = [], broughtBy } = one;
    const key = keyOf(one);
    const where = asked.filter(({ all }) => isAsked(one, all));
    const found = rows.get(key) ?? {
      ...{ name, type, class: one.class, needs, broughtBy },
      askedIn: new Set(where.map(place => place.name)),
      there: new Map<string, Resource>(),
    };
    rows.set(key, found);
    return found;
  };
  asked.forEach(({ all }) => all?.forEach(rowOf));
  for (const environment of environments) {
    for (const resource of hasOrUses(environment).filter(isThere)) {
      rowOf(resource).there.set(environment.name, resource);
    }
  }
  return [...rows.values()];
}

type Named = Pick<AskedResource, 'name' | 'type' | 'class'> &
  Pick<Resource, 'broughtBy'>;

/** What comes with another one is asked for where that one is. */
function isAsked(one: Named, all?: AskedResource[]): boolean {
  if (!all) return true;
  // Names of Score files have no dots.
  const [name] = one.name.split('.');
  return all.some(other =>
    one.broughtBy ? other.name === name : keyOf(other) === keyOf(one),
  );
}

function keyOf(one: Named): string {
  return `${one.name} ${one.type} ${one.class}`;
}

/** Copies of what was taken away, in all environments. */
export function keptCopies({ environments }: ScoreService) {
  return environments.flatMap(({ name, title, resources }) =>
    resources
      .filter(resource => !isThere(resource))
      .map(resource => ({ environment: title ?? name, resource })),
  );
}
