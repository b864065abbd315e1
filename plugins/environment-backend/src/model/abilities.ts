import { ConflictError, NotAllowedError } from '@backstage/errors';
import { isAmong } from '@towpath/backend-kit';
import type { May } from '@towpath/plugin-environment-common';
import { askingGates } from './approvals';
import type { Person } from './Person';
import { leftOpenBy } from './proposalOf';
import { reversalOf } from './reversalOf';
import { isRollback, planOf, type DeliveryRun } from './runs';

/** Whether something can be done now, and if not, whether it is the person or the moment. */
export type Ability =
  | { allowed: true }
  | { allowed: false; why: string; fault: 'person' | 'moment' };

const YES: Ability = { allowed: true };
const notNow = (why: string): Ability => ({
  allowed: false,
  why,
  fault: 'moment',
});
const notYou = (why: string): Ability => ({
  allowed: false,
  why,
  fault: 'person',
});

const ALIVE = ['awaiting-approval', 'queued', 'running', 'waiting'];

/** @throws NotAllowedError or ConflictError that says why not. */
export function requireAble(ability: Ability) {
  if (ability.allowed) return;
  throw ability.fault === 'person'
    ? new NotAllowedError(ability.why)
    : new ConflictError(ability.why);
}

export const toMay = (ability: Ability): May =>
  ability.allowed ? { allowed: true } : { allowed: false, why: ability.why };

/** The rules under which the person may still approve, and why there is none. */
export function approvalBy(
  run: DeliveryRun,
  person: Person,
): { rules: string[]; ability: Ability } {
  const none = (ability: Ability) => ({ rules: [], ability });
  if (run.status !== 'awaiting-approval' || isRollback(run)) {
    return none(notNow('It does not wait for an approval'));
  }
  const asking = askingGates(planOf(run).gates);
  const groups = [...new Set(asking.flatMap(gate => gate.approval.groups))];
  const theirs = asking.filter(({ approval }) =>
    approval.groups.some(group => isAmong(group, person.groups)),
  );
  if (theirs.length === 0) {
    return none(
      notYou(`Only members of ${groups.join(' or ')} may approve this`),
    );
  }
  const others = theirs.filter(
    ({ approval }) => !approval.fourEyes || run.requestedBy !== person.ref,
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

function hasApproved(run: DeliveryRun, person: Person, rule: string): boolean {
  return (run.approval?.decisions ?? []).some(
    one => one.by === person.ref && !one.void && one.rules.includes(rule),
  );
}

export function cancelOf(run: DeliveryRun): Ability {
  if (!ALIVE.includes(run.status)) return notNow('It has ended');
  return run.cancelRequestedBy ? notNow('It is cancelled already') : YES;
}

/** What is known of a promotion beside its run. */
export interface Surroundings {
  /** The roll back that undid it. */
  revertedBy?: string;
  /** The promotion that was the last to change what is delivered to the place, and stands. */
  latestWrite?: string;
}

export function retryOf(
  run: DeliveryRun,
  { latestWrite }: Pick<Surroundings, 'latestWrite'>,
): Ability {
  if (run.status !== 'failed') {
    return notNow('Only what has failed can be tried again');
  }
  // Ids sort by time.
  if (latestWrite && latestWrite > run.id) {
    return notNow(
      'A newer promotion was delivered to the same place since. Promote the version that is wanted',
    );
  }
  return leftOpenBy(run)
    ? notNow('Its pull request is closed. Ask for the version again')
    : YES;
}

export function rollbackOf(
  run: DeliveryRun,
  { revertedBy, latestWrite }: Surroundings,
): Ability {
  if (isRollback(run)) {
    return notNow(
      'This is a roll back itself. Promote the version that is wanted',
    );
  }
  if (ALIVE.includes(run.status)) {
    return notNow('It has not ended yet. Cancel it, or wait');
  }
  if (run.status === 'rolled-back' || revertedBy) {
    return notNow('It was rolled back already');
  }
  if (!reversalOf(run)) return notNow('It has changed nothing');
  return latestWrite && latestWrite !== run.id
    ? notNow(
        'A newer promotion was delivered to the same place. Roll that one back',
      )
    : YES;
}
