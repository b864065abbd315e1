import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  getEnvironmentOwner,
  parseTargetRef,
  type EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { EnvironmentTarget } from './EnvironmentTarget';

// A target without a service is a whole environment; one whose service is unknown is no target.
const LOAD_TARGETS = `
  SELECT asked.index, environments.entity, services.ref, services.owner
  FROM jsonb_to_recordset(:asked) AS asked (index int, service text, environment text)
  JOIN environments ON environments.name = asked.environment
  LEFT JOIN services ON services.ref = asked.service
  WHERE asked.service IS NULL OR services.ref IS NOT NULL`;

interface TargetRow {
  index: number;
  entity: EnvironmentEntityV1alpha1;
  ref: string | null;
  owner: string | null;
}

/**
 * Finds the targets that permissions are asked for, with one query; undefined for what is not in the
 * catalog.
 */
export function createTargetLoader(knex: Knex) {
  return async (refs: string[]): Promise<(EnvironmentTarget | undefined)[]> => {
    const asked = refs.map(toAsked);
    const { rows } = await knex.raw<{ rows: TargetRow[] }>(LOAD_TARGETS, {
      asked: JSON.stringify(asked),
    });
    const byIndex = new Map(rows.map(row => [row.index, toTarget(row)]));
    return refs.map((_, index) => byIndex.get(index));
  };
}

function toAsked(ref: string, index: number) {
  const { service, environment } = parseTargetRef(ref);
  return {
    index,
    environment,
    ...(service && { service: stringifyEntityRef(toEntityRef(service)) }),
  };
}

function toEntityRef(service: string) {
  return parseEntityRef(service, {
    defaultKind: 'component',
    defaultNamespace: DEFAULT_NAMESPACE,
  });
}

function toTarget({ entity, ref, owner }: TargetRow): EnvironmentTarget {
  return {
    service: ref ?? undefined,
    serviceOwner: owner ?? undefined,
    environment: entity.metadata.name,
    environmentOwner: stringifyEntityRef(getEnvironmentOwner(entity)),
    tier: entity.spec.tier,
  };
}
