import { isAmong } from '@towpath/backend-kit';
import type { ApprovalRule, Run } from '@towpath/workflow';
import { notNow, notYou, YES, type Ability } from './Ability';
import type { Person } from './Person';

/** What is looked at of a run that may wait for an approval. */
export type Approvable = Pick<Run, 'status' | 'requestedBy' | 'approval'>;

/**
 * The rules under which a person may still approve, and why there is none.
 *
 * @param required the rules that have to be satisfied; those of the run when absent
 */
export function approvalBy(
  run: Approvable,
  person: Person,
  required: ApprovalRule[] = run.approval?.required ?? [],
): { rules: string[]; ability: Ability } {
  const none = (ability: Ability) => ({ rules: [], ability });
  if (run.status !== 'awaiting-approval') {
    return none(notNow('It does not wait for an approval'));
  }
  const groups = [...new Set(required.flatMap(({ by = [] }) => by))];
  const theirs = required.filter(({ by = [] }) =>
    by.some(group => isAmong(group, person.groups)),
  );
  if (theirs.length === 0) {
    return none(
      notYou(`Only members of ${groups.join(' or ')} may approve this`),
    );
  }
  const others = theirs.filter(
    ({ fourEyes }) => !fourEyes || run.requestedBy !== person.ref,
  );
  if (others.length === 0) {
    return none(
      notYou(
        `Four eyes: who asked may not approve. Ask another member of ${groups.join(
          ' or ',
        )}`,
      ),
    );
  }
  const open = others.filter(({ id }) => !hasApproved(run, person, id));
  return open.length === 0
    ? none(notNow('You have approved it already'))
    : { rules: open.map(({ id }) => id), ability: YES };
}

function hasApproved(run: Approvable, person: Person, rule: string): boolean {
  return (run.approval?.decisions ?? []).some(
    one => one.by === person.ref && !one.void && one.rules.includes(rule),
  );
}
