import type { PlannedResource } from '@towpath/score';
import type { ResourceRecord } from '../model/ResourceRecord';

/** The annotation of a resource by which a Score file says what it was called before: a name, or a whole uid. */
export const MOVED_FROM = 'towpath.dev/moved-from';

type Called = Pick<ResourceRecord, 'uid' | 'name'>;

/** What a resource was called, as the Score file says it. */
export function sourceOf({
  metadata = {},
}: Pick<PlannedResource, 'metadata'>): string | undefined {
  const { annotations = {} } = metadata as {
    annotations?: Record<string, string>;
  };
  return Object.hasOwn(annotations, MOVED_FROM)
    ? annotations[MOVED_FROM]
    : undefined;
}

/** Whether that means this resource. */
export function isNamed({ uid, name }: Called, from: string): boolean {
  return from.includes('#') ? uid === from : name === from;
}

/** Whether that means what this resource was called before. */
export function wasCalled(
  { former }: Pick<ResourceRecord, 'former'>,
  from: string,
): boolean {
  return former.some(one => isNamed(one, from));
}
