import type {
  StackEnding,
  StackPlan,
  StackProgress,
  StackVerdict,
} from '@towpath/plugin-terraform-stacks-common';
import type { Run } from '@towpath/workflow';

/**
 * What a run is to do: change the stack, delete all in it, only plan either, or bring earlier applies of
 * the stack to their ends.
 */
export type Intent = 'change' | 'delete' | 'dry-run' | 'dry-delete' | 'settle';

/** What was asked for. What may hold secrets, the module and its variables, is in the folder of the run. */
export interface StackRunInput {
  stack: string;
  intent: Intent;
  /** Name of a module of the platform; absent for one that was handed over. */
  module?: string;
  /** Who asked, in words for people, such as `task 4f2 of user:default/ada`. */
  by: string;
  /** Entity references of who may confirm the plan. */
  confirmedBy: string[];
  timeoutMs: number;
  /** Names the folder of stacks that has what the run was given. */
  place: string;
}

/** What the steps found and did, without secrets. */
export interface StackRunState {
  plan?: StackPlan;
  /** What the rules of the platform say of the plan. */
  verdicts?: StackVerdict[];
  ending?: StackEnding;
  /** How far the apply is with each resource. */
  progress?: StackProgress[];
}

export type StackRunOf = Run<StackRunInput, StackRunState>;

/** Whether it only looks: nothing of it is ever applied, and it holds no stack. */
export function isDry({ intent }: Pick<StackRunInput, 'intent'>): boolean {
  return intent === 'dry-run' || intent === 'dry-delete';
}

/** Whether it deletes all in the stack, or looks what that would be. */
export function deletes({ intent }: Pick<StackRunInput, 'intent'>): boolean {
  return intent === 'delete' || intent === 'dry-delete';
}
