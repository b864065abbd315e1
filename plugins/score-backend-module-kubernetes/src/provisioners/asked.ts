import type { JsonObject } from '@backstage/types';
import type { DriverRequest } from '@towpath/plugin-score-node';
import type { Workload } from '@towpath/score';
import { patchMap } from './patchMap';

/** A port of a workload, as provisioners see it. */
export interface AskedPort {
  name: string;
  port: number;
  targetPort: number;
  protocol: string;
}

/** What a provisioner is asked, whatever its kind. */
export interface Asked {
  guid: string;
  uid: string;
  type: string;
  class: string;
  id: string;
  params: JsonObject;
  metadata: JsonObject;
  state: JsonObject;
  shared: JsonObject;
  sourceWorkload: string;
  workloadMetadata: JsonObject;
  /** Of the workload itself, by its name. */
  services: Record<
    string,
    { serviceName: string; ports: Record<string, AskedPort> }
  >;
  namespace: string;
}

/** What is kept sealed between the calls. */
export interface Memory {
  state: JsonObject;
  shared: JsonObject;
  /** By the name under which they were given out. */
  secrets: Record<string, string>;
}

export function memoryOf({ memory }: DriverRequest): Memory | undefined {
  return memory as unknown as Memory | undefined;
}

export function askedOf(request: DriverRequest): Asked {
  const { resource, workload, params, namespace, neighbours = [] } = request;
  const memory = memoryOf(request);
  const others = neighbours.map(one => (one as unknown as Memory).shared);
  const id = resource.uid.slice(resource.uid.indexOf('#') + 1);
  const sourceWorkload = workload?.metadata.name ?? id.split('.')[0];
  return {
    guid: resource.id,
    ...{ uid: resource.uid, type: resource.type, class: resource.class, id },
    ...{ params, namespace, sourceWorkload },
    metadata: resource.metadata ?? {},
    state: memory?.state ?? {},
    shared: [...others, memory?.shared ?? {}].reduce(patchMap, {}),
    workloadMetadata: (workload?.metadata ?? {}) as unknown as JsonObject,
    services: workload ? { [sourceWorkload]: serviceOf(workload) } : {},
  };
}

const SERVICE_NAME = 'k8s.score.dev/service-name';

function serviceOf({ metadata, service }: Workload) {
  const ports = Object.entries(service?.ports ?? {}).map(
    ([name, { port, targetPort, protocol }]): [string, AskedPort] => [
      name,
      {
        name,
        port,
        targetPort: targetPort ?? port,
        protocol: protocol ?? 'TCP',
      },
    ],
  );
  const byNumber = ports.map(([, one]): [string, AskedPort] => [
    `${one.port}`,
    one,
  ]);
  const annotations = metadata.annotations as
    | Record<string, string>
    | undefined;
  return {
    serviceName: annotations?.[SERVICE_NAME] ?? metadata.name,
    ports: Object.fromEntries([...byNumber.reverse(), ...ports]),
  };
}
