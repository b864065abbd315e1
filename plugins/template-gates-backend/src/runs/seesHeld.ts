import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isAmong } from '@towpath/backend-kit';
import type { Run } from '@towpath/plugin-runs-common';
import type { Person } from '@towpath/runs';

/**
 * Whether somebody sees what is held: who asked, who is asked or has decided, and the owners of what it makes, as the
 * field `owner` of the form names them.
 */
export function seesHeld(
  { requestedBy, approval, details }: Run,
  { ref, groups }: Person,
): boolean {
  const { required, decisions } = approval;
  const { values } = details as { values?: { owner?: unknown } };
  const theirs = [
    requestedBy,
    ...required.flatMap(one => one.groups),
    ...decisions.map(({ by }) => by),
    ...ownersIn(values?.owner),
  ];
  return theirs.some(one => isAmong(one, [ref, ...groups]));
}

function ownersIn(owner: unknown): string[] {
  if (typeof owner !== 'string') return [];
  try {
    return [
      stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' })),
    ];
  } catch {
    // The form of a template may call anything so.
    return [];
  }
}
