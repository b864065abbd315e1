import { matchesAny } from './patterns';
import type { TrustPolicy } from './types';

/** Whether modules may be taken from an address, such as `https://git.example/team/queue` or `acme/network/aws`. */
export function allowsModule(
  { modules = [] }: TrustPolicy,
  address: string,
): boolean {
  return matchesAny(modules, address);
}
