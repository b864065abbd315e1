import { isWithin, readSourcePlace, type SourcePlace } from '@towpath/gitops';
import { MANAGED_BY_LOCATION, SOURCE_LOCATION } from './annotations';
import type { ClaimingService } from './ClaimingService';

const URL_KIND = 'url:';

/**
 * The folder that is the service's own: that of its `catalog-info.yaml`. What the entity says of its source
 * may narrow that down, not widen it or lead elsewhere: anybody can write the address of any repository.
 * An entity from a file of this portal is believed. Undefined when nothing is known.
 */
export function ownSource({
  annotations,
}: Pick<ClaimingService, 'annotations'>): SourcePlace | undefined {
  const said = placeOf(annotations[SOURCE_LOCATION]);
  const location = annotations[MANAGED_BY_LOCATION];
  // The catalog says of every entity where it came from, and lets no entity say otherwise.
  if (!location?.startsWith(URL_KIND)) return said;
  const file = placeOf(location);
  if (file?.ref === undefined) return undefined;
  const folder = { ...file, path: parentOf(file.path) };
  return said && isWithin(said, folder)
    ? { ...folder, path: said.path }
    : folder;
}

/** The address that the entity gives for its source, where it is its own; for links and commits. */
export function ownSourceUrl(
  service: Pick<ClaimingService, 'annotations'>,
): string | undefined {
  const own = ownSource(service);
  const { annotations } = service;
  return [annotations[SOURCE_LOCATION], annotations[MANAGED_BY_LOCATION]]
    .map(withoutKind)
    .find(url => {
      const place = url && readSourcePlace(url);
      return own && place && isWithin({ ...place, path: '' }, rootOf(own));
    });
}

function placeOf(location: string | undefined): SourcePlace | undefined {
  const url = withoutKind(location);
  return url ? readSourcePlace(url) : undefined;
}

function withoutKind(location: string | undefined): string | undefined {
  return location?.startsWith(URL_KIND)
    ? location.slice(URL_KIND.length)
    : undefined;
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function rootOf(place: SourcePlace): SourcePlace {
  return { ...place, path: '' };
}
