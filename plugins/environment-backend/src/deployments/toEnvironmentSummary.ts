import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  getEnvironmentOwner,
  getPromotionSource,
  type EnvironmentEntityV1alpha1,
  type EnvironmentSummary,
} from '@towpath/plugin-environment-common';

/** An environment as its definition has it; what gates and freezes say is added by others. */
export function toEnvironmentSummary(
  environment: EnvironmentEntityV1alpha1,
): EnvironmentSummary {
  const { metadata, spec } = environment;
  const { promotion, delivery } = spec as {
    promotion?: { auto?: boolean };
    delivery?: { mode?: 'commit' | 'pull-request'; strategy?: string };
  };
  return {
    ref: stringifyEntityRef(environment),
    name: metadata.name,
    title: metadata.title,
    tier: spec.tier,
    owner: stringifyEntityRef(getEnvironmentOwner(environment)),
    promotesFrom: getPromotionSource(environment)?.name,
    auto: promotion?.auto ?? false,
    delivery:
      delivery?.strategy === 'argocd-parameter'
        ? 'parameter'
        : delivery?.mode ?? 'commit',
    gates: [],
  };
}
