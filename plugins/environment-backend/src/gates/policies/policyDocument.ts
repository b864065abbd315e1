import type {
  DeploymentState,
  EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import type { GateSubject } from '@towpath/plugin-environment-node';

/** The variables of rules about promotions. */
export const POLICY_VARIABLES = [
  ...['service', 'environment', 'source', 'version', 'image', 'from', 'to'],
  ...['requestedBy', 'automatic', 'rollback', 'now'],
] as const;

/**
 * What rules about a promotion can ask about. Every variable is always there; a field that has no
 * value is not, so rules ask with `has()`.
 */
export function policyDocument(
  subject: GateSubject,
  now: Date,
): Record<(typeof POLICY_VARIABLES)[number], unknown> {
  const { service, version, image, automatic, rollback } = subject;
  return {
    service,
    environment: describeEnvironment(subject.environment),
    source: subject.source ? describeEnvironment(subject.source) : {},
    version,
    image,
    from: subject.from ? describeDeployment(subject.from) : {},
    to: subject.to ? describeDeployment(subject.to) : {},
    requestedBy: subject.requestedBy ?? '',
    automatic,
    rollback,
    now: now.toISOString(),
  };
}

function describeEnvironment({
  metadata: { name, labels = {}, annotations = {} },
  spec: { tier, owner, type },
}: EnvironmentEntityV1alpha1) {
  return { name, tier, owner, type, labels, annotations };
}

function describeDeployment(state: DeploymentState) {
  const { version, image, health, sync, autoSync, revision } = state;
  const { deployedAt, healthySince } = state;
  return {
    version,
    image,
    health,
    sync,
    autoSync,
    revision,
    deployedAt,
    healthySince,
  };
}
