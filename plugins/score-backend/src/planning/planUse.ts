import { isDeepStrictEqual } from 'node:util';
import { serviceName } from '@towpath/plugin-environment-common';
import type { PlannedResource } from '@towpath/plugin-score-common';
import type { Diagnostic } from '@towpath/score';
import type { ResolvedResource, Shared } from '../model/Resolved';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { ResourceUse } from '../model/ResourceUse';
import { faultOf, fillParams, type Filling } from './fillResource';

/** A resource that another service has. */
export type UsedResource = ResolvedResource & { shared: Shared };

export function isUsed(resource: ResolvedResource): resource is UsedResource {
  return resource.shared !== undefined;
}

/** What becomes of a resource that another service owns: it is used as it is. Its driver is not asked. */
export function planUse({
  planned,
  name,
  definition,
  shared: { record, isBegun },
}: UsedResource): PlannedResource {
  return {
    id: record.id,
    ...{ uid: planned.uid, type: planned.type, class: planned.class, name },
    definition: definition.name,
    driver: record.driver,
    action: isBegun ? 'none' : 'use',
    ownedBy: record.service,
    changes: [],
    notes: [
      `It is ${record.name} of ${serviceName(record.service)}, which owns it`,
      ...(record.uid === planned.uid
        ? []
        : [`Its owner calls it ${record.uid} by now, and the old id goes on`]),
    ],
    needs: planned.dependsOn,
  };
}

/** What becomes of it for a service that asks for it no more: it stays, with its owner. */
export function planRelease(
  record: ResourceRecord,
  { name }: ResourceUse,
  { keepsUnused }: { keepsUnused: boolean },
): PlannedResource {
  const { id, uid, type, definition, driver, service } = record;
  return {
    ...{ id, uid, type, class: record.class, name, definition, driver },
    action: keepsUnused ? 'retain' : 'release',
    ownedBy: service,
    changes: [],
    notes: keepsUnused
      ? ['It is no longer asked for: plan in the Resources tab to let it go']
      : [
          `It is used no more here, and stays with ${serviceName(
            service,
          )}, which owns it`,
        ],
  };
}

/** Params that a user writes have to be those of the owner, whose they are. */
export function compareParams(
  resource: UsedResource,
  filling: Filling,
): Diagnostic[] {
  const { params, written, diagnostics } = fillParams(resource, filling);
  if (!params) return diagnostics;
  const { service, request } = resource.shared.record;
  return written
    .filter(name => !isDeepStrictEqual(params[name], request.params[name]))
    .map(name => ({
      ...faultOf(
        resource,
        `is ${textOf(params[name])} here and ${textOf(
          request.params[name],
        )} in ${serviceName(service)}, which owns it`,
        ['params', name],
      ),
      code: 'provision/different-params',
      fix: {
        text: 'leave it out, or write what its owner has',
        automatic: false,
      },
    }));
}

function textOf(value: unknown): string {
  return value === undefined ? 'not given' : JSON.stringify(value);
}
