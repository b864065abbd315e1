import { isDeepStrictEqual } from 'node:util';
import type { ScimUser, ScimUserChanges } from './resources';
import type { ScimSettings } from './ScimSettings';

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export const textOf = (active: boolean) => (active ? 'True' : 'False');

export const patchOf = (operations: object[]) => ({
  schemas: [PATCH],
  Operations: operations,
});

/** The changes that differ from the person, in the shape the provider wants; undefined when none does. */
export function patchBody(
  user: ScimUser,
  changes: ScimUserChanges,
  { patch, active }: Pick<ScimSettings, 'patch' | 'active'>,
): object | undefined {
  const differing = Object.entries(changes).filter(
    ([field, value]) =>
      value !== undefined &&
      !isDeepStrictEqual(value, user[field as keyof ScimUser]),
  );
  if (differing.length === 0) return undefined;
  const written = differing.map(
    ([field, value]) =>
      [
        field,
        field === 'active' && active === 'text'
          ? textOf(value as boolean)
          : value,
      ] as const,
  );
  return patchOf(
    patch === 'whole'
      ? [{ op: 'replace', value: Object.fromEntries(written) }]
      : written.map(([path, value]) => ({ op: 'replace', path, value })),
  );
}

/** The operation by which somebody leaves a group. */
export function removalOf(
  userId: string,
  { removeMember }: Pick<ScimSettings, 'removeMember'>,
): object {
  return removeMember === 'value'
    ? { op: 'remove', path: 'members', value: [{ value: userId }] }
    : { op: 'remove', path: `members[value eq ${JSON.stringify(userId)}]` };
}
