import { sameReference } from './match/judge';
import type { ResourceDefinition } from './types';

/** A service, as the catalog knows it now; references are whole, and as the catalog writes them. */
export interface SharingParty {
  ref: string;
  /** Of the group or user that owns it. */
  owner?: string;
  system?: string;
}

/** Whether a service may use what another one has, and whether somebody has to agree first. */
export type MayUse =
  /** The platform names the service: nobody else is asked. */
  | 'named'
  /** It is among those that may, by what its own catalog file says: the owner of the resource has to agree. */
  | 'asks'
  | 'no';

/**
 * Whether a definition shares its resources with a service. What a service says of itself, such as its owner or its
 * system, lets it ask and never lets it in.
 */
export function whoMayUse(
  { sharing }: Pick<ResourceDefinition, 'sharing'>,
  { owner, user }: { owner: SharingParty; user: SharingParty },
): MayUse {
  if (!sharing) return 'no';
  const { services = [], owners = [], team, system } = sharing.with;
  const isNamed = [...services, sharing.owner].some(
    ref => ref !== undefined && sameReference(ref, user.ref),
  );
  if (isNamed) return 'named';
  const isAmong =
    owners.some(ref => isSame(ref, user.owner)) ||
    (team === true && isSame(owner.owner, user.owner)) ||
    (system === true && isSame(owner.system, user.system));
  return isAmong ? 'asks' : 'no';
}

/** Nobody is of the same team as somebody whom nobody owns. */
function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && sameReference(a, b);
}
