import { InputError } from '@backstage/errors';
import type { RunKind } from '../types';
import { RunPlan } from './RunPlan';

/** The kinds that this process can work on. */
export class RunKinds {
  readonly #plans: Map<string, RunPlan>;

  constructor(kinds: RunKind<object, object>[]) {
    this.#plans = new Map(kinds.map(each => [each.kind, new RunPlan(each)]));
  }

  get names(): string[] {
    return [...this.#plans.keys()];
  }

  get definitions(): RunKind<object, object>[] {
    return [...this.#plans.values()].map(({ definition }) => definition);
  }

  find(kind: string): RunPlan | undefined {
    return this.#plans.get(kind);
  }

  /** @throws InputError for a kind that is not there. */
  get(kind: string): RunPlan {
    const plan = this.#plans.get(kind);
    if (plan) return plan;
    throw new InputError(
      `There is no run kind "${kind}". Known: ${this.names.join(', ')}`,
    );
  }
}
