import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';

/**
 * Environments are known by name. Of those that share one, that of the namespace `default` is it, so that
 * nobody takes its place by the name of their own; else the first by namespace.
 */
export function oneOfEachName(
  environments: EnvironmentEntityV1alpha1[],
): EnvironmentEntityV1alpha1[] {
  const chosen = new Map<string, EnvironmentEntityV1alpha1>();
  for (const one of environments) {
    const { name } = one.metadata;
    const known = chosen.get(name);
    if (!known || rankOf(one) < rankOf(known)) chosen.set(name, one);
  }
  return [...chosen.values()];
}

function rankOf({
  metadata: { namespace = DEFAULT_NAMESPACE },
}: EnvironmentEntityV1alpha1): string {
  return namespace === DEFAULT_NAMESPACE ? '' : namespace;
}
