import { ConflictError } from '@backstage/errors';
import type { DefinitionStore } from './DefinitionStore';

/** @throws ConflictError for the end of a stack whose outputs others use */
export async function requireUnused(
  definitions: Pick<DefinitionStore, 'usersOf'>,
  key: string,
): Promise<void> {
  const users = await definitions.usersOf(key);
  if (users.length === 0) return;
  throw new ConflictError(
    `Outputs of the stack "${key}" are used by ${users.join(
      ', ',
    )}. Have them take the values from elsewhere, or delete what is in them first`,
  );
}
