import type { JsonObject } from '@backstage/types';
import { shownPath } from '@towpath/backend-kit';
import type {
  DriverCall,
  DriverPlan,
  DriverRequest,
  ImportPlan,
  ResourceDriver,
} from '@towpath/plugin-score-node';
import type { Money, PlannedResource } from '@towpath/plugin-score-common';
import type { Diagnostic, KubernetesObject } from '@towpath/score';
import { driverRequest } from '../model/driverRequest';
import type { FilledResource, ResolvedResource } from '../model/Resolved';
import type { ServicePlace } from '../model/ServicePlace';
import type { Drivers } from './Drivers';
import type { Memories } from './Memories';
import { faultOf } from './fillResource';

/** What would be done with a resource, and the outputs that are known already. */
export interface ResourceChange {
  change: PlannedResource;
  outputs: JsonObject;
  /** Objects that go to Git beside the workload's. */
  manifests: KubernetesObject[];
}

/** The driver has no more to do, and what it gave out has never been kept. */
const HALF = 'An earlier try has not got to its end';

/** Asks the driver what it would do. What depends on outputs that nobody knows yet is told as that. */
export async function planResource(
  id: string,
  filled: FilledResource,
  parts: {
    drivers: Drivers;
    place: ServicePlace;
    cost?: Money;
    memories: Memories;
  },
  call: DriverCall,
): Promise<ResourceChange> {
  const { planned, definition, considered, name, record, waits } = filled;
  const driver = parts.drivers.get(definition.driver);
  const change = {
    id,
    ...{ uid: planned.uid, type: planned.type, class: planned.class, name },
    definition: definition.name,
    considered,
    driver: definition.driver,
    holdsData: definition.holdsData ?? false,
    needs: planned.dependsOn,
    broughtBy: bringerOf(filled),
    movedFrom: movedFrom(filled),
    imports: importOf(filled),
    cost: parts.cost,
  };
  if (waits) {
    const notes = [
      'It takes outputs of others that are known once those are provided',
    ];
    const known = record ? 'update' : 'create';
    const action = filled.entry ? 'import' : known;
    return {
      change: { ...change, action, changes: [], notes },
      outputs: record?.outputs ?? {},
      manifests: record?.manifests ?? [],
    };
  }
  const { place } = parts;
  const remembered = await parts.memories.of(id, { driver, place });
  const request = driverRequest(id, filled, { place, remembered });
  const {
    action,
    changes,
    notes = [],
    ...found
  } = await ask(driver, request, filled, call);
  const isHalf = action === 'none' && record && record.status !== 'provided';
  const whole = change.movedFrom && action === 'none' ? 'move' : action;
  return {
    change: isHalf
      ? { ...change, action: 'update', changes, notes: [...notes, HALF] }
      : { ...change, action: whole, changes, notes },
    outputs: { ...record?.outputs, ...found.outputs },
    manifests: found.manifests ?? record?.manifests ?? [],
  };
}

async function ask(
  driver: ResourceDriver,
  request: DriverRequest,
  { entry }: FilledResource,
  call: DriverCall,
): Promise<DriverPlan | (ImportPlan & { action: 'import' })> {
  if (!entry) return driver.plan(request, call);
  const found = await driver.imports!.plan(request, entry.what, call);
  return { ...found, action: 'import' };
}

/** What exists already and becomes the resource; undefined for what is made, or is the resource already. */
function importOf({ entry }: FilledResource): PlannedResource['imports'] {
  if (!entry) return undefined;
  const { name, file, line, what } = entry;
  return { name, file: shownPath(file), line, what };
}

/** What a resource comes with; undefined for what the Score file asks for. */
function bringerOf({ brought }: FilledResource): PlannedResource['broughtBy'] {
  if (!brought) return undefined;
  const { planned, name } = brought.by;
  return { uid: planned.uid, type: planned.type, name };
}

/** What a resource is called until it is moved; undefined for one that is called as before. */
function movedFrom({
  planned,
  record,
}: FilledResource): PlannedResource['movedFrom'] {
  if (!record || record.uid === planned.uid) return undefined;
  return { uid: record.uid, name: record.name };
}

/** A move is there to lose nothing. */
export function whyNotMoved(
  { action, movedFrom: from, changes }: PlannedResource,
  resource: ResolvedResource,
): Diagnostic[] {
  if (!from || action !== 'replace') return [];
  const fields = changes.map(({ field }) => field).join(', ');
  return [
    faultOf(
      resource,
      `${resource.definition.driver} would make ${from.name} anew under its new name (${fields}), and what it holds would be lost`,
    ),
  ];
}
