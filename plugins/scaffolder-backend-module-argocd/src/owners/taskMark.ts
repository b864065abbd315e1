import type { PartialApplication } from '@towpath/argocd';
import type { Entity } from '@backstage/catalog-model';

/**
 * The annotation that says which task made an application, or wrote the file of a component. Whose that is
 * may be another team by then, and the task is to be able to end what it began. Nobody knows the id of
 * a task before it runs, so that nobody else can have written it.
 */
export const TASK_ANNOTATION = 'towpath.dev/task';

export function isMadeBy(
  taskId: string,
  { metadata }: PartialApplication | Entity,
): boolean {
  return metadata.annotations?.[TASK_ANNOTATION] === taskId;
}
