import type { RunKind, Step } from '../types';

export type AnyStep = Step<object, object>;

/** The order of the steps of one kind. */
export class RunPlan {
  constructor(readonly definition: RunKind<object, object>) {}

  get first(): string {
    return this.definition.steps[0].name;
  }

  get stepNames(): string[] {
    return this.definition.steps.map(({ name }) => name);
  }

  get compensationNames(): string[] {
    return this.#compensation.map(({ name }) => name);
  }

  find(name: string | null): AnyStep | undefined {
    return [...this.definition.steps, ...this.#compensation].find(
      step => step.name === name,
    );
  }

  /** The step after this one, within the steps or within the compensation. */
  after(name: string): string | undefined {
    const path = this.compensationNames.includes(name)
      ? this.compensationNames
      : this.stepNames;
    return path[path.indexOf(name) + 1];
  }

  get #compensation(): AnyStep[] {
    return this.definition.compensation ?? [];
  }
}
