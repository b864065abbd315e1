import {
  locationOf,
  type ClaimingService,
  type KnownName,
} from '@towpath/plugin-environment-node';

/** A row of the table `known_names`. */
export interface KnownNameRow {
  /** Entity reference. */
  ref: string;
  /** It has meant a service. */
  taken: boolean;
  owner: string | null;
  location: string | null;
  /** When the platform's side was first seen to say it. */
  since: Date;
}

// So long a catalog may take to be filled, after the applications are there.
const FREE_FOR_MS = 24 * 3_600_000;

export function toKnownName({
  ref,
  taken,
  owner,
  location,
}: KnownNameRow): KnownName {
  return {
    ref,
    isNobodys: !taken,
    ...(owner !== null && { owner }),
    ...(location !== null && { location }),
  };
}

/** Whether who comes with the name gets it. */
export function isFree({ taken, since }: KnownNameRow, now: Date): boolean {
  return !taken && Number(now) - Number(since) < FREE_FOR_MS;
}

export function takenBy(
  ref: string,
  service: Pick<ClaimingService, 'owner' | 'annotations'>,
  since: Date,
): KnownNameRow {
  const owner = service.owner ?? null;
  const location = locationOf(service) ?? null;
  return { ref, taken: true, owner, location, since };
}
