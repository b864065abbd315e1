import { ConflictError } from '@backstage/errors';
import type { DefinitionStore } from './DefinitionStore';
import { whyUsed } from './whyUsed';

/** @throws ConflictError for the end of a stack whose outputs others use */
export async function requireUnused(
  definitions: Pick<DefinitionStore, 'usersOf'>,
  key: string,
): Promise<void> {
  const why = whyUsed(key, await definitions.usersOf(key));
  if (why !== undefined) throw new ConflictError(why);
}
