import { TEMPLATE_TASKS } from '@towpath/plugin-template-gates-common';
import type { RunDescription } from '@towpath/runs';
import { defineRunKind } from '@towpath/workflow';
import type { Knex } from 'knex';
import type { HoldStore } from '../holding/HoldStore';
import type { HeldInput, HeldRun, HeldState } from '../model/runs';
import { startStep, type StartServices } from './startStep';

/** The work of a run: the task begins once it is approved. */
export function createRunKind(
  services: StartServices & {
    store: HoldStore;
    tellEnd(run: HeldRun, trx: Knex.Transaction): Promise<void>;
  },
) {
  const { store, tellEnd } = services;
  return defineRunKind<HeldInput, HeldState>({
    kind: TEMPLATE_TASKS,
    steps: [startStep(services)],
    async onEnd(run, trx) {
      await store.forget(run.id, trx);
      await tellEnd(run, trx);
    },
  });
}

/** A run in words, and what its page shows of it. */
export function present({ input, state }: HeldRun): RunDescription {
  const { template, values, retries } = input;
  const { differences = input.differences, steps = input.steps } = state;
  const { unseen = input.unseen ?? [] } = state;
  const name = typeof values.name === 'string' ? ` for ${values.name}` : '';
  return {
    title: `${retries ? 'Try again' : 'Start'} ${template.title}${name}`,
    steps: { start: 'Begin the task as who asked' },
    approvals: Object.fromEntries(
      differences.map(({ policy, rule }) => [
        `${policy}/${rule}`,
        `Rule ${rule}`,
      ]),
    ),
    notRetried: 'What was asked is not kept: ask again from the form',
    details: {
      template: template.ref,
      templateTitle: template.title,
      values,
      differences,
      templateSteps: steps,
      unseen,
      retries,
      task: state.task,
      needsRequester: state.needsRequester,
    },
  };
}
