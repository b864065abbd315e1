import { ConflictError } from '@backstage/errors';
import { isSameJson } from '../model/isSameJson';
import type {
  DefinitionStore,
  StoredDefinition,
} from '../stacks/DefinitionStore';
import { fullRef, type Stacks } from '../stacks/Stacks';
import type { CheckedDefinition } from './DefinitionCheck';
import { withSecrets } from './withSecrets';

/** What is kept of stacks, to compare with. */
interface Kept {
  definitions: Pick<DefinitionStore, 'find' | 'secretsOf' | 'saidBy'>;
  stacks: Pick<Stacks, 'ownerOf'>;
}

/** What somebody says of a stack that is to be new. */
interface Said {
  key: string;
  owner: string;
  checked: CheckedDefinition;
  secrets: Record<string, string | null>;
  /** Who says it. */
  by: string;
}

/**
 * Whether the same person has said the same before, whose answer may have been lost.
 *
 * @throws ConflictError when anything else was said of the stack before
 */
export async function isSaidAlready(kept: Kept, said: Said): Promise<boolean> {
  const before = await kept.definitions.find(said.key);
  if (!before) return false;
  if (await isSame(kept, before, said)) return true;
  const otherwise = wayToChange(before);
  throw new ConflictError(
    `There is a stack "${said.key}" already, and it stays as it is. Give this one another key, or ${otherwise}`,
  );
}

async function isSame(
  { definitions, stacks }: Kept,
  before: StoredDefinition,
  { key, owner, checked, secrets, by }: Said,
): Promise<boolean> {
  const { key: _, source, entity: __, secretNames, ...rest } = before;
  const given = withSecrets({ secrets: {} }, secrets, checked);
  return (
    source === 'page' &&
    isSameJson(rest, checked) &&
    isSameJson(secretNames, Object.keys(given).sort()) &&
    (await definitions.saidBy(key)) === by &&
    (await stacks.ownerOf(key)) === fullRef(owner) &&
    isSameJson((await definitions.secretsOf(key)).secrets, given)
  );
}

function wayToChange({ key, source, entity }: StoredDefinition): string {
  const put = `by PUT /stacks/${key} without If-None-Match`;
  switch (source) {
    case 'catalog':
      return `change that one in the catalog, where ${entity} describes it`;
    case 'template':
      return `change that one by its template, or ${put}`;
    default:
      return `change that one ${put}`;
  }
}
