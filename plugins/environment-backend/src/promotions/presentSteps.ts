import type { Promotion } from '@towpath/plugin-environment-common';
import type { RunStep } from '@towpath/workflow';
import {
  deliveryOf,
  isRollback,
  planOf,
  type DeliveryRun,
} from '../model/runs';

const TITLES: Record<string, string> = {
  gates: 'Check the gates',
  freeze: 'Check for a freeze',
  provide: 'Provide what it needs',
  write: 'Write the change',
  merge: 'Wait for the merge',
  'restore-merge': 'Wait for the merge of the old values',
  sync: 'Deploy',
  healthy: 'Wait until it is healthy',
  record: 'Record',
  restore: 'Write the old values back',
  'restore-sync': 'Deploy the old version',
  'restore-healthy': 'Wait until the old version is healthy',
};

const MERGES = ['merge', 'restore-merge'];

/** The steps of a run that apply to it, for people. */
export function presentSteps(run: DeliveryRun): Promotion['steps'] {
  const { delivery } = deliveryOf(run);
  return run.steps
    .filter(({ name }) => !MERGES.includes(name) || delivery === 'pull-request')
    .filter(({ name }) => name !== 'provide' || needsMore(run))
    .map(step => ({
      name: step.name,
      title: titleOf(step, delivery),
      status: step.status,
      ...(step.startedAt && { startedAt: toText(step.startedAt) }),
      ...(step.endedAt && { endedAt: toText(step.endedAt) }),
      attempt: step.attempt,
      message: step.message,
    }));
}

function needsMore(run: DeliveryRun): boolean {
  return !isRollback(run) && planOf(run).needs !== undefined;
}

function titleOf({ name }: RunStep, delivery: string): string {
  if (name === 'write' && delivery === 'pull-request') {
    return 'Open a pull request';
  }
  if (name === 'restore' && delivery === 'pull-request') {
    return 'Open a pull request with the old values';
  }
  if (name === 'write' && delivery === 'parameter') return 'Set the parameter';
  return TITLES[name] ?? name;
}

function toText(date: Date): string {
  return new Date(date).toISOString();
}
