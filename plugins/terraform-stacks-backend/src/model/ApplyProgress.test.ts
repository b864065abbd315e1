import type { StackPlan } from '@towpath/plugin-terraform-stacks-common';
import type { RunEnding, TerraformEvent } from '@towpath/terraform';
import { ApplyProgress } from './ApplyProgress';

const now = () => new Date('2026-11-20T10:00:00Z');

const change = (address: string, action: string, more = {}) => ({
  address,
  action,
  ...{ type: 'a', mode: 'managed' as const, provider: 'p', attributes: [] },
  ...more,
});

const plan = (...resources: ReturnType<typeof change>[]) =>
  ({ resources } as unknown as StackPlan);

const heard = (address: string, action: string, phase: string) =>
  ({
    ...{ type: 'resource', operation: 'apply' },
    ...{ address, action, phase },
  } as TerraformEvent);

const ending = (extra: Partial<RunEnding>) =>
  ({
    ...{ applied: false, complete: [], failed: [], unknown: [] },
    ...extra,
  } as unknown as RunEnding);

const statuses = ({ items }: ApplyProgress) =>
  Object.fromEntries(items.map(one => [one.address, one.status]));

it('has each resource of the plan wait until Terraform comes to it', () => {
  const progress = new ApplyProgress({
    plan: plan(
      change('a', 'create'),
      change('b', 'update'),
      change('c', 'none'),
    ),
    now,
  });
  progress.hear(heard('b', 'update', 'started'));
  expect(statuses(progress)).toEqual({ a: 'waiting', b: 'running' });
});

it.each([
  ['the old one goes first', {}, ['delete', 'create']],
  ['the new one comes first', { createsFirst: true }, ['create', 'delete']],
])(
  'does not take half a replacement for all of it: %s',
  (_, more, [first, second]) => {
    const progress = new ApplyProgress({
      plan: plan(change('a', 'replace', more)),
      now,
    });
    progress.hear(heard('a', first, 'complete'));
    expect(statuses(progress)).toEqual({ a: 'running' });
    progress.hear(heard('a', second, 'complete'));
    expect(statuses(progress)).toEqual({ a: 'done' });
  },
);

it('goes on from what was heard before it was interrupted', () => {
  const first = new ApplyProgress({ plan: plan(change('a', 'create')), now });
  first.hear(heard('a', 'create', 'started'));
  const second = new ApplyProgress({
    plan: plan(change('a', 'create')),
    known: first.items,
    now,
  });
  expect(statuses(second)).toEqual({ a: 'running' });
});

it('takes nothing for done of which nobody knows how it ended', () => {
  const progress = new ApplyProgress({
    plan: plan(
      change('a', 'create'),
      change('b', 'create'),
      change('c', 'create'),
      change('d', 'create'),
    ),
    now,
  });
  progress.hear(heard('b', 'create', 'started'));
  progress.conclude(
    ending({
      complete: [{ address: 'a', action: 'create' }],
      failed: [{ address: 'c', action: 'create' }],
    }),
  );
  expect(statuses(progress)).toEqual({
    ...{ a: 'done', b: 'unknown', c: 'failed', d: 'waiting' },
  });
});

it('has all done when everything was applied, whatever nobody heard', () => {
  const progress = new ApplyProgress({
    plan: plan(change('a', 'create')),
    now,
  });
  progress.conclude(ending({ applied: true }));
  expect(statuses(progress)).toEqual({ a: 'done' });
});
