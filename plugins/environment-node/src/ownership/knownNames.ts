import { isDeepStrictEqual } from 'node:util';
import { readSourcePlace } from '@towpath/gitops';
import { MANAGED_BY_LOCATION } from './annotations';
import type { ClaimingService } from './ClaimingService';

/** Which service the platform's side has meant by a name since it was first known. */
export interface KnownName {
  /** Entity reference that the name stands for. */
  ref: string;
  /** There was no such service for so long that nobody was meant. */
  isNobodys: boolean;
  /** Entity reference of its owner; absent when nobody was known to own it. */
  owner?: string;
  /** Where its file was, as the catalog writes it. */
  location?: string;
}

type Service = Pick<ClaimingService, 'owner' | 'annotations'>;

/**
 * Why a service may not be the one that the platform's side means by its name: anybody may register a name
 * that is free. A service that has changed its owner or its place is still itself; one that differs in both
 * is not known to be. Undefined where there is nothing to doubt.
 */
export function doubtOf(
  service: Service,
  known: KnownName | undefined,
): string | undefined {
  if (!known || isOfPortal(service)) return undefined;
  const now = `this service is of ${describe(
    service.owner,
    locationOf(service),
  )}`;
  if (known.isNobodys) {
    return `its name was nobody’s for more than a day before ${now}, and anybody may register a name`;
  }
  if (service.owner === known.owner || isFromWhereItWas(service, known)) {
    return undefined;
  }
  return `its name was first known for a service of ${describe(
    known.owner,
    known.location,
  )}, while ${now}, and anybody may register a name`;
}

/** Whether its file is the same file, on the same branch. */
export function isFromWhereItWas(
  service: Service,
  { location }: Pick<KnownName, 'location'>,
): boolean {
  const [one, other] = [locationOf(service), location].map(placeOf);
  return isDeepStrictEqual(one, other);
}

/** Whether it is from a file beside the portal, which is the platform's own word. */
export function isOfPortal(service: Service): boolean {
  return locationOf(service)?.startsWith('file:') ?? false;
}

export function locationOf({ annotations }: Service): string | undefined {
  return annotations[MANAGED_BY_LOCATION];
}

function placeOf(location: string | undefined) {
  return readSourcePlace(withoutKind(location)) ?? location;
}

function withoutKind(location = ''): string {
  return location.replace(/^url:/, '');
}

function describe(owner: string | undefined, location: string | undefined) {
  return `${owner ?? 'no known owner'} from ${
    withoutKind(location) || 'nowhere that is known'
  }`;
}
