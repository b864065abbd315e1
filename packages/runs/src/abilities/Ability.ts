import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { RunMay } from '@towpath/plugin-runs-common';

/** Whether something can be done now, and if not, whether it is the person or the moment. */
export type Ability =
  | { allowed: true }
  | { allowed: false; why: string; fault: 'person' | 'moment' };

export const YES: Ability = { allowed: true };

export const notNow = (why: string): Ability => ({
  allowed: false,
  why,
  fault: 'moment',
});

export const notYou = (why: string): Ability => ({
  allowed: false,
  why,
  fault: 'person',
});

/** What a service is told that asks for the decision of a person. */
export const PERSONS_ONLY = notYou('Only a person may do this');

/** @throws NotAllowedError or ConflictError that says why not. */
export function requireAble(ability: Ability) {
  if (ability.allowed) return;
  throw ability.fault === 'person'
    ? new NotAllowedError(ability.why)
    : new ConflictError(ability.why);
}

export const toMay = (ability: Ability): RunMay =>
  ability.allowed ? { allowed: true } : { allowed: false, why: ability.why };
