import type { PlannedResource } from '@towpath/plugin-score-common';
import type { ResourceRecord } from '../model/ResourceRecord';

/** What it comes with. */
export function presentBringer({
  broughtBy: uid,
  name,
}: Pick<ResourceRecord, 'broughtBy' | 'name'>): PlannedResource['broughtBy'] {
  if (!uid) return undefined;
  const [type] = uid.split('.');
  return { uid, type, name: name.slice(0, name.lastIndexOf('.')) };
}
