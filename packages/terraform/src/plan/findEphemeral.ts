import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@backstage/types';
import { member, readObject } from '../json/read';

/**
 * Variables whose value the plan does not keep: it leaves them out, or holds their default instead.
 *
 * @param raw - the plan as `terraform show -json` prints it
 * @param given - the variables that it was made with
 */
export function findEphemeral(raw: unknown, given: JsonObject): string[] {
  const root = member(member(raw, 'configuration'), 'root_module');
  const kept = readObject(member(raw, 'variables'));
  const isKept = (name: string) =>
    Object.hasOwn(kept, name) &&
    (!Object.hasOwn(given, name) ||
      isDeepStrictEqual(member(kept[name], 'value'), given[name]));
  return Object.keys(readObject(member(root, 'variables'))).filter(
    name => !isKept(name),
  );
}
