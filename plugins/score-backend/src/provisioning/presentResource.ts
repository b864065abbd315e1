import type { JsonObject, JsonValue } from '@backstage/types';
import type { ResourceDriver } from '@towpath/plugin-score-node';
import type { Resource } from '@towpath/plugin-score-common';
import { isSecretRef, isSecretText } from '@towpath/score';
import { presentBringer } from '../planning/presentBringer';
import { observationDigest } from '../model/observationDigest';
import type { Observed } from '../model/Observed';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { ResourceUse } from '../model/ResourceUse';

/** A resource as the API answers it: without what only its driver reads, and without secrets. */
export function presentResource(
  record: ResourceRecord,
  more: {
    secrets?: string[];
    observed?: Observed;
    /** Who uses it beside its service. */
    users?: ResourceUse[];
    /** Undefined where it is not installed. */
    driver?: ResourceDriver;
  },
): Resource {
  const { id, service, owner, environment, uid, type, name } = record;
  const { definition, driver, status, message, outputs, cost, run } = record;
  return {
    ...{
      id,
      service,
      owner,
      environment,
      uid,
      type,
      class: record.class,
      name,
    },
    ...{ definition, driver, status, message, cost, run },
    broughtBy: presentBringer(record),
    outputs: withoutReferences(outputs),
    secrets: more.secrets ?? [],
    observation:
      status === 'provided' ? presentObservation(more.observed) : undefined,
    users: more.users?.map(use => ({
      ...{ service: use.service, name: use.name },
      since: use.since.toISOString(),
    })),
    abilities: abilitiesOf(record, more),
    keptUntil: record.keptUntil?.toISOString(),
    restore: record.restore,
    updatedAt: record.updatedAt.toISOString(),
  };
}

/** A reference to a Secret is said in words. */
function withoutReferences(outputs: JsonObject): JsonObject {
  const inWords = (value: unknown): JsonValue => {
    if (isSecretRef(value)) {
      const { name, key } = value.secretRef;
      return `(${key} of the Secret ${name})`;
    }
    if (isSecretText(value)) return value.secretText.map(inWords).join('');
    return value as JsonValue;
  };
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [name, inWords(value)]),
  );
}

/** What was last seen of it; undefined when nobody has looked yet. */
function presentObservation(observed?: Observed): Resource['observation'] {
  if (!observed) return undefined;
  const { answer, unasked } = observed;
  return {
    ...(answer && {
      status: answer.status,
      differences: answer.differences,
      reason: answer.reason,
      lookedAt: answer.at.toISOString(),
      driftedAt: answer.driftedAt?.toISOString(),
      digest: answer.driftedAt && observationDigest(answer),
    }),
    unasked: unasked && {
      reason: unasked.reason,
      since: unasked.since.toISOString(),
    },
  };
}

function abilitiesOf(
  { status }: ResourceRecord,
  { driver, users = [] }: { driver?: ResourceDriver; users?: ResourceUse[] },
): Resource['abilities'] {
  const can = (ability: 'rotate' | 'accept' | 'restore') =>
    driver?.[ability] ? [ability] : [];
  if (status === 'provided') {
    const others: Resource['abilities'] = users.length > 0 ? ['hand-over'] : [];
    return [...can('rotate'), ...can('accept'), ...others];
  }
  return status === 'kept' && driver ? [...can('restore'), 'remove'] : [];
}
