import { firstOf, whyNotPromote } from '@towpath/plugin-environment-common';
import type { DeploymentCell } from './decorators';
import { isKnown } from './isKnown';

/**
 * Whether the version of the source is offered to a deployment of which all is told already; undefined where
 * it is not known.
 */
export function isPromotable({
  deployment,
  source,
}: DeploymentCell): boolean | undefined {
  if (!source?.version) return undefined;
  const { promotion, setback } = deployment;
  const reasons = whyNotPromote({
    version: source.version,
    current: deployment.version,
    underWay: promotion && [promotion],
    setback: setback !== undefined,
  });
  if (firstOf(reasons, 'under-way', 'asked', 'setback')) return false;
  if (!isKnown(deployment) || !isKnown(source)) return undefined;
  return !firstOf(reasons, 'old');
}
