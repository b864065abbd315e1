import { parseEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';

/** What people call an owner, by its reference alone: a group by its name, a user with its kind. */
export function ownerWords(ref: string): string {
  const group = { defaultKind: 'group' };
  return humanizeEntityRef(parseEntityRef(ref, group), group);
}
