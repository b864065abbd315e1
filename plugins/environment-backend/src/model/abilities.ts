import { isEnded } from '@towpath/plugin-runs-common';
import {
  approvalBy as approvalUnder,
  notNow,
  retryOf as retryOfRun,
  YES,
  type Ability,
  type Person,
} from '@towpath/runs';
import { requiredApprovals } from './approvals';
import { leftOpenBy } from './proposalOf';
import { reversalOf } from './reversalOf';
import { isRollback, planOf, type DeliveryRun } from './runs';

export { cancelOf, requireAble } from '@towpath/runs';

/** The rules under which the person may still approve, and why there is none. */
export function approvalBy(
  run: DeliveryRun,
  person: Person,
): { rules: string[]; ability: Ability } {
  const rules = isRollback(run) ? [] : requiredApprovals(planOf(run).gates);
  return approvalUnder(run, person, rules);
}

/** What is known of a promotion beside its run. */
export interface Surroundings {
  /** The rollback that undid it. */
  revertedBy?: string;
  /** The promotion that was the last to change what is delivered to the place, and stands. */
  latestWrite?: string;
}

export function retryOf(
  run: DeliveryRun,
  { latestWrite }: Pick<Surroundings, 'latestWrite'>,
): Ability {
  const ability = retryOfRun(run);
  if (!ability.allowed) return ability;
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
      'This is a rollback itself. Promote the version that is wanted',
    );
  }
  if (!isEnded(run.status)) {
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
