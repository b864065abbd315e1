import { member, readObject } from '../json/read';

/**
 * Variables that are declared, but whose value the plan does not keep.
 *
 * @param raw - the plan as `terraform show -json` prints it
 */
export function findEphemeral(raw: unknown): string[] {
  const root = member(member(raw, 'configuration'), 'root_module');
  const kept = readObject(member(raw, 'variables'));
  return Object.entries(readObject(member(root, 'variables')))
    .filter(([name]) => !Object.hasOwn(kept, name))
    .map(([name]) => name);
}
