import path from 'node:path';
import { InputError } from '@backstage/errors';
import { readIfThere } from '../files';
import { member, parseJson, readText } from '../json/read';

/** Where a state is kept, as the configuration of Terraform says it. */
interface BackendSetting {
  type: string;
  config: object;
}

/**
 * Holds what `init` found against where the state belongs. A state that goes elsewhere would be gone
 * with the folder of its run, and the next plan would create everything again.
 *
 * @param dataDir - where `init` wrote what it found
 * @throws InputError that names both places
 */
export function requireBackend(dataDir: string, meant: BackendSetting): void {
  const found = member(
    parseJson(readIfThere(path.join(dataDir, 'terraform.tfstate')) ?? ''),
    'backend',
  );
  const type = readText(member(found, 'type'));
  const config = member(found, 'config');
  if (type === meant.type && holds(config, meant.config)) return;
  throw new InputError(
    `The module keeps its state in ${describe(
      type,
      config,
    )}, and this stack in ${describe(
      meant.type,
      meant.config,
    )}. Remove the blocks "backend" and "cloud" from the module, from its override files too`,
  );
}

/** Whether everything that was set is there; Terraform adds settings of its own, and writes numbers as texts. */
function holds(found: unknown, set: unknown): boolean {
  if (typeof set !== 'object' || set === null) {
    return String(found) === String(set);
  }
  return Object.entries(set).every(([name, value]) =>
    holds(member(found, name), value),
  );
}

function describe(type: string | undefined, config: unknown): string {
  if (type === undefined) return 'no backend at all';
  const place = readText(member(config, 'path'));
  return place === undefined ? `"${type}"` : `"${type}" (${place})`;
}
