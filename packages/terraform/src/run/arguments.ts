import type { PlanOptions } from './types';

/** Arguments that several commands of Terraform share. */
export const LOCK_TIMEOUT = '-lock-timeout=10s';
export const EVENTS = ['-json', '-input=false'];

/** What a plan is to look at, and how. */
export interface PlanArguments extends PlanOptions {
  destroy: boolean;
  lock: boolean;
}

export function toPlanArguments(options: PlanArguments): string[] {
  const { destroy, lock, refreshOnly, replace = [], targets = [] } = options;
  return [
    ...(lock ? [LOCK_TIMEOUT] : ['-lock=false']),
    ...(destroy ? ['-destroy'] : []),
    ...(refreshOnly ? ['-refresh-only'] : []),
    ...replace.map(address => `-replace=${address}`),
    ...targets.map(address => `-target=${address}`),
  ];
}
