import type {
  Resource,
  ResourceObservation,
  ScoreService,
} from '@towpath/plugin-score-common';

/** What was seen of a resource that is not as it was provided; undefined where it is, or nobody knows. */
export function driftOf({
  observation,
}: Pick<Resource, 'observation'>): ResourceObservation | undefined {
  return observation?.driftedAt ? observation : undefined;
}

/** A resource of a service, and the title of where it is. */
export interface PlacedResource {
  environment: string;
  /** Why nothing can be planned there. */
  whyNot?: string;
  resource: Resource;
}

/** What of a service needs somebody: what has drifted first, then what could not be asked. */
export function needingALook({ environments }: ScoreService): PlacedResource[] {
  const all = environments.flatMap(({ name, title, whyNot, resources }) =>
    resources.map(resource => ({
      ...{ environment: title ?? name, whyNot, resource },
    })),
  );
  const drifted = all.filter(({ resource }) => driftOf(resource));
  const unasked = all.filter(
    ({ resource }) => !driftOf(resource) && resource.observation?.unasked,
  );
  return [...drifted, ...unasked];
}

/** When the oldest last look at what a service has was; undefined when something was never looked at. */
export function oldestLook({ environments }: ScoreService): string | undefined {
  const looked = environments
    .flatMap(({ resources }) => resources)
    .filter(({ status }) => status === 'provided')
    .map(({ observation }) => observation?.lookedAt ?? '');
  const [oldest] = looked.sort();
  return oldest || undefined;
}
