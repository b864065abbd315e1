import { slugOf } from '@towpath/resource-definitions';
import { bindingName, type PlannedResource } from '@towpath/score';
import type { ObjectNames, ResourceRecord } from '../model/ResourceRecord';

/** The names that a resource has had from the first, whatever it is called now. */
export function namesOfRecord(record: ResourceRecord): ObjectNames {
  const own = namesOf(asPlanned(record));
  const { slug = own.slug, secretName = own.secretName } = record.names ?? {};
  return { slug, secretName };
}

/** The same for something new: those of its uid, unless something else of the place has them since it was called so. */
export function freeNames(
  planned: PlannedResource,
  records: ResourceRecord[],
): ObjectNames {
  const taken = records.map(namesOfRecord);
  for (let at = 1; ; at++) {
    const names = namesOf(at === 1 ? planned : numbered(planned, at));
    const isTaken = taken.some(
      ({ slug, secretName }) =>
        slug === names.slug || secretName === names.secretName,
    );
    if (!isTaken) return names;
  }
}

/** The names that are made of the uid. */
export function namesOf(planned: PlannedResource): ObjectNames {
  return { slug: slugOf(planned), secretName: bindingName(planned) };
}

function numbered(planned: PlannedResource, at: number): PlannedResource {
  const { uid, id } = planned;
  return { ...planned, uid: `${uid} ${at}`, id: `${id}-${at}` };
}

/** As it stood in the file when it was provided. */
function asPlanned(record: ResourceRecord): PlannedResource {
  const { uid, type, name, byId } = record;
  const id = uid.slice(uid.indexOf('#') + 1);
  const isOwn = !byId && id.endsWith(`.${name}`);
  const workload = isOwn ? id.slice(0, -name.length - 1) : '';
  return {
    ...{ uid, type, class: record.class, id },
    sourceWorkload: workload,
    usedBy: [{ workload, resource: name }],
    dependsOn: [],
  };
}
