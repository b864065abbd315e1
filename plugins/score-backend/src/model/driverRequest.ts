import type { JsonObject } from '@backstage/types';
import type { DriverRequest } from '@towpath/plugin-score-node';
import type { ServicePlace } from './ServicePlace';
import type { FilledResource } from './Resolved';
import type { HadResource } from './Proof';
import type { ResourceRecord } from './ResourceRecord';

/** What a driver is given back of what it has kept sealed. */
export type Remembered = Pick<DriverRequest, 'memory' | 'neighbours'>;

/** What a driver is asked for a resource that a workload needs. */
export function driverRequest(
  id: string,
  { planned, name, settings, params, record, workload }: FilledResource,
  { place, remembered }: { place: ServicePlace; remembered?: Remembered },
): DriverRequest {
  const { uid, type, class: kind } = planned;
  const metadata = planned.metadata as JsonObject | undefined;
  return {
    resource: { id, uid, type, class: kind, name, metadata },
    workload,
    ...placeOf(place),
    settings,
    params,
    state: record?.state,
    ...remembered,
  };
}

/** What a driver is told of the place. */
export type DriverPlace = Pick<
  DriverRequest,
  'service' | 'environment' | 'namespace'
>;

/** What a driver is asked for a resource as it was provided last. */
export function requestOfRecord(
  record: HadResource & Pick<ResourceRecord, 'state'>,
  place: DriverPlace,
): DriverRequest {
  const { id, uid, type, class: kind, name, state } = record;
  const { settings, params } = record.request;
  return {
    resource: { id, uid, type, class: kind, name },
    ...placeOf(place),
    settings,
    params,
    state,
  };
}

function placeOf({
  service,
  environment,
  namespace,
}: DriverPlace): DriverPlace {
  return {
    service: { ref: service.ref, name: service.name },
    environment: { name: environment.name, tier: environment.tier },
    namespace,
  };
}
