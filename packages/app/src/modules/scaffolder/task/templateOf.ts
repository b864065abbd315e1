import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';

/** The template that a task came from; an upload of the editor has none, and an empty `ref`. */
export function templateOf({ spec }: Pick<ScaffolderTask, 'spec'>) {
  const { entityRef, entity } = spec.templateInfo ?? {};
  const { name, namespace = DEFAULT_NAMESPACE, title } = entity?.metadata ?? {};
  return {
    ref: entityRef ?? '',
    title: title ?? name ?? 'Template',
    name,
    namespace,
  };
}
