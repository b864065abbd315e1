import type { StepJson } from './rows';

/** The steps with these fields of the named one, which comes last when it is new. */
export function withStep(
  steps: StepJson[],
  name: string | null,
  patch: Partial<StepJson>,
): StepJson[] {
  if (name === null) return steps;
  if (!steps.some(step => step.name === name)) {
    return [...steps, { name, status: 'pending', attempt: 0, ...patch }];
  }
  return steps.map(step => (step.name === name ? { ...step, ...patch } : step));
}

export function pendingSteps(names: string[]): StepJson[] {
  return names.map(name => ({ name, status: 'pending', attempt: 0 }));
}

/** What was not reached will not be. */
export function skipPending(steps: StepJson[]): StepJson[] {
  return steps.map(step =>
    step.status === 'pending' ? { ...step, status: 'skipped' } : step,
  );
}
