import { ConflictError } from '@backstage/errors';
import type { StateSettings } from './readStateSettings';

/**
 * Where states are files, what is in the database is not what the runs of the portal work on: whoever read or wrote
 * that one would make all of it once more.
 *
 * @throws ConflictError with the way out
 */
export function requireInDatabase(kept: StateSettings['kept']): void {
  if (kept === 'database') return;
  throw new ConflictError(
    'States are files on the machine of the portal, as terraform.state is "local", and are not reached over HTTP. Work where the files are, or have the platform team set terraform.state to "database"',
  );
}
