import { createHash } from 'node:crypto';
import type { Clock } from '@towpath/clock';
import type { StackPlan } from '@towpath/plugin-terraform-stacks-common';
import type { Knex } from 'knex';
import { describeDrift } from '../model/presentPlan';
import {
  CHANGING,
  isAboutDrift,
  type StackRunOf,
} from '../model/StackRunInput';
import type { DefinitionStore } from '../stacks/DefinitionStore';
import type { DriftStore, SeenDrift } from '../stacks/DriftStore';
import { findDoubt } from '../stacks/findDoubt';
import type { Applied, StackStore } from '../stacks/StackStore';

interface EndingsOptions {
  store: StackStore;
  definitions: DefinitionStore;
  drifts: DriftStore;
  clock: Clock;
  /** Has the owner told of a difference that was not there before. */
  tell(
    difference: { stack: string; digest: string; at: Date },
    trx: Knex.Transaction,
  ): Promise<void>;
}

/** Keeps with a stack what a run on it has come to, in the transaction that ends the run. */
export class RunEndings {
  readonly #options: EndingsOptions;

  constructor(options: EndingsOptions) {
    this.#options = options;
  }

  async keep(run: StackRunOf, trx: Knex.Transaction): Promise<void> {
    const { intent } = run.input;
    if (intent === 'drift') await this.#keepLook(run, trx);
    if (!CHANGING.includes(intent)) return;
    const { store, definitions } = this.#options;
    const { ending, left } = run.state;
    if (ending?.outcome === 'succeeded') {
      await this.#keepApplied(run, trx);
      return;
    }
    if (left) await store.keepLeft(run.input.stack, left, trx);
    await definitions.dropDraft(run.id, trx);
  }

  async #keepLook(run: StackRunOf, trx: Knex.Transaction): Promise<void> {
    const { drifts, tell } = this.#options;
    const look = this.#lookOf(run);
    const { plan } = run.state;
    const since = run.createdAt;
    if (run.status !== 'succeeded' || !plan) {
      const why = `It could not be looked at: ${run.reason ?? run.status}`;
      await drifts.keepUnasked(look, why, trx, { since });
      return;
    }
    const seen = toSeen(plan);
    const differs = seen.status === 'drifted';
    const doubt = await findDoubt(trx, { key: look.key, since, differs });
    if (doubt) {
      await drifts.keepUnasked(look, doubt, trx, { since });
      return;
    }
    const { isNew } = await drifts.keepSeen(look, seen, trx);
    const { key: stack, at } = look;
    if (isNew) await tell({ stack, digest: seen.digest!, at }, trx);
  }

  async #keepApplied(run: StackRunOf, trx: Knex.Transaction): Promise<void> {
    const { store, definitions, drifts } = this.#options;
    const look = this.#lookOf(run);
    const { key, at } = look;
    const { left, plan } = run.state;
    const isPromoted = await definitions.promote(run.id, trx);
    const { hasOtherOutputs } = await store.keepApplied(
      { key, ...appliedBy(run, { isPromoted, at }) },
      left,
      trx,
    );
    if (isPromoted) await drifts.scheduleNew({ key, at }, trx);
    if (!plan?.partial) await drifts.clear(look, trx);
    if (hasOtherOutputs) await store.outdateUsersOf({ key, at }, trx);
  }

  #lookOf({ id, input }: StackRunOf) {
    const at = new Date(this.#options.clock.now());
    return { key: input.stack, run: id, at };
  }
}

/**
 * Which definition the stack is as after an apply. What it was given instead, such as by a template beside what the
 * catalog says, is none: nobody has agreed to what stands there.
 */
function appliedBy(
  { input, state, createdAt }: StackRunOf,
  { isPromoted, at }: { isPromoted: boolean; at: Date },
): Applied {
  const { madeOf } = input;
  // A draft is of before its run, and takes nothing from others.
  if (isPromoted) return { definedAt: createdAt, readAt: at };
  if (!madeOf) return { definedAt: null };
  if (state.plan?.partial || isAboutDrift(input)) return {};
  return {
    definedAt: new Date(madeOf.changedAt),
    readAt: new Date(madeOf.readAt),
  };
}

function toSeen(plan: StackPlan): SeenDrift {
  const drift = plan.drift ?? [];
  // One that comes or goes is of the module, not of what is outside.
  const outputs = (plan.outputs ?? []).filter(
    ({ action }) => action === 'update',
  );
  if (drift.length + outputs.length === 0) {
    return { status: 'in-sync', changes: [] };
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([drift, outputs]))
    .digest('hex');
  return {
    status: 'drifted',
    why: describeDrift({ drift: drift.length, outputs: outputs.length }),
    changes: drift,
    digest,
  };
}
