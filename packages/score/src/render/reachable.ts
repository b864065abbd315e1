import type { Diagnostic } from '../diagnostics/diagnostic';
import { suggest } from '../diagnostics/suggest';
import type { Outputs } from '../placeholder/substitute';
import { PlaceholderError } from '../placeholder/substitute';
import type { PlannedResource, ResourcePlan } from '../resources/plan';
import type { KnownOutputs } from '../resources/provide';
import { provideRequest } from '../resources/provide';
import type { ServicePort, Workload } from '../types';

/** How a workload is reached by others on a target. */
export interface Reach {
  host(workload: Workload): string;
  port(port: ServicePort): number;
  /** What keeps others from reaching a workload; undefined when nothing does. */
  obstacle(workload: Workload): string | undefined;
}

/** What resources gave out, and what could not be found out. */
export interface Reachable {
  outputs: KnownOutputs;
  diagnostics: Diagnostic[];
}

/**
 * Adds what resources of type `service` and `service-port` give out when they
 * name a workload of the same call: `name`, and `hostname` and `port`. Outputs
 * that are given count first.
 */
export function withReachable(
  workloads: Workload[],
  plan: ResourcePlan,
  given: KnownOutputs,
  reach: Reach,
): Reachable {
  const outputs = new Map(given);
  const diagnostics: Diagnostic[] = [];
  const byName = new Map(workloads.map(one => [one.metadata.name, one]));
  const look: Look = { byName, plan, outputs, reach, diagnostics };
  for (const resource of plan.resources) {
    if (given.has(resource.uid)) continue;
    const found = outputsOf(resource, look);
    if (found) outputs.set(resource.uid, found);
  }
  return { outputs, diagnostics };
}

interface Look {
  byName: ReadonlyMap<string, Workload>;
  plan: ResourcePlan;
  outputs: KnownOutputs;
  reach: Reach;
  diagnostics: Diagnostic[];
}

function outputsOf(resource: PlannedResource, look: Look): Outputs | undefined {
  if (resource.type === 'service') return serviceOutputs(resource, look);
  if (resource.type === 'service-port') return portOutputs(resource, look);
  return undefined;
}

/** The reference takes what follows the last dot of the id for the workload. */
function serviceOutputs(
  resource: PlannedResource,
  look: Look,
): Outputs | undefined {
  const name = resource.id.slice(resource.id.lastIndexOf('.') + 1);
  const target = targetOf(name, resource, look);
  return target && { name: look.reach.host(target) };
}

function portOutputs(
  resource: PlannedResource,
  look: Look,
): Outputs | undefined {
  const { workload, port } = paramsOf(resource, look);
  if (typeof workload !== 'string') return undefined;
  const target = targetOf(workload, resource, look);
  if (!target) return undefined;
  const ports = target.service?.ports ?? {};
  const wanted = String(port);
  const found = Object.hasOwn(ports, wanted)
    ? ports[wanted]
    : Object.values(ports).find(one => String(one.port) === wanted);
  if (found) {
    return {
      hostname: look.reach.host(target),
      port: look.reach.port(found),
    };
  }
  const meant = suggest(wanted, Object.keys(ports));
  const known = Object.keys(ports).join(', ') || 'none';
  say('error', resource, look, {
    message: `${workload} has no port ${
      port === undefined ? '' : wanted
    }`.trim(),
    fix: meant ? `did you mean ${meant}?` : `its ports: ${known}`,
  });
  return undefined;
}

function paramsOf(
  resource: PlannedResource,
  { byName, plan, outputs }: Look,
): Record<string, unknown> {
  try {
    return provideRequest(resource, { workloads: byName, plan, outputs })
      .params;
  } catch (error) {
    // It says so itself where its outputs are used.
    if (error instanceof PlaceholderError) return {};
    throw error;
  }
}

function targetOf(
  name: string,
  resource: PlannedResource,
  look: Look,
): Workload | undefined {
  const target = look.byName.get(name);
  if (!target) {
    const meant = suggest(name, look.byName.keys());
    if (meant) {
      say('warning', resource, look, {
        message: `${name} is no workload of this call, so what reaches it is not known`,
        fix: `did you mean ${meant}?`,
      });
    }
    return undefined;
  }
  const obstacle = look.reach.obstacle(target);
  if (obstacle) {
    say('warning', resource, look, {
      message: `${name} cannot be reached: ${obstacle}`,
      fix: `add a port to service.ports of ${name}`,
    });
  }
  return target;
}

function say(
  severity: Diagnostic['severity'],
  { usedBy: [place] }: PlannedResource,
  { diagnostics }: Look,
  { message, fix }: { message: string; fix: string },
): void {
  diagnostics.push({
    severity,
    code: 'render/service',
    message,
    workload: place.workload,
    path: ['resources', place.resource],
    fix: { text: fix, automatic: false },
  });
}
