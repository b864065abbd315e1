import path from 'node:path';
import { listFolder } from '../files';

const USUAL = 'zz_towpath_override.tf.json';
// The highest character there is: no name of another sort stands behind it.
const HIGHEST = '\u{10FFFF}';

/** The override files of a module, OpenTofu's too, in the order in which they are read. */
function listOverrides(module: string): string[] {
  return listFolder(module)
    .filter(name => /(^|_)override\.(tf|tofu)(\.json)?$/.test(name))
    .sort(byBytes);
}

/**
 * Where to write what a run sets above its module. Terraform reads override files by name, and the
 * last one wins: a module's own must not come after ours, or its state goes elsewhere and its secrets
 * are shown.
 */
export function overrideFile(module: string): string {
  const last = listOverrides(module).at(-1);
  let name = USUAL;
  while (last !== undefined && byBytes(name, last) <= 0) name = HIGHEST + name;
  return path.join(module, name);
}

/** The file that a run has set above a module: no other is read after it. */
export function ownOverrideFile(module: string): string | undefined {
  const last = listOverrides(module).at(-1);
  return last && path.join(module, last);
}

function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
