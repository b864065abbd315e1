import {
  isFromWhereItWas,
  isOfPortal,
  type ClaimingService,
} from '@towpath/plugin-environment-node';
import {
  isFree,
  takenBy,
  toKnownName,
  type KnownNameRow,
} from './KnownNameRow';

/**
 * What is known of a name after a service with it was seen, or none. An owner may be another one where the
 * file is the same: who may write that said so. A file elsewhere replaces nothing, though it names the
 * same owner: anybody may write whom they like.
 */
export function learnName(
  ref: string,
  known: KnownNameRow | undefined,
  service: Pick<ClaimingService, 'owner' | 'annotations'> | undefined,
  now: Date,
): KnownNameRow {
  if (!service) {
    const nobodys = { ref, taken: false, owner: null, location: null };
    return known ?? { ...nobodys, since: now };
  }
  const since = known?.since ?? now;
  if (!known || isOfPortal(service) || isFree(known, now)) {
    return takenBy(ref, service, since);
  }
  return known.taken && isFromWhereItWas(service, toKnownName(known))
    ? takenBy(ref, service, since)
    : known;
}
