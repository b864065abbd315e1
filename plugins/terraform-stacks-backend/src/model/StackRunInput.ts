import type {
  StackEnding,
  StackPlan,
  StackProgress,
  StackVerdict,
} from '@towpath/plugin-terraform-stacks-common';
import type { ResourceImport } from '@towpath/terraform';
import type { Run } from '@towpath/workflow';

/**
 * What a run is to do: change the stack, delete all in it, only plan either, look what was changed outside of
 * Terraform, take that into the state, or bring earlier applies of the stack to their ends.
 */
export type Intent =
  | 'change'
  | 'delete'
  | 'dry-run'
  | 'dry-delete'
  | 'drift'
  | 'accept-drift'
  | 'settle';

/** Those of which an apply changes the stack. */
export const CHANGING: Intent[] = ['change', 'delete', 'accept-drift'];

/** What was asked for. What may hold secrets, the module and its variables, is in the folder of the run. */
export interface StackRunInput {
  stack: string;
  intent: Intent;
  /** Where the module comes from, in words, such as the name of a module of the platform; absent for one that was handed over. */
  module?: string;
  /** Who asked, in words for people, such as `task 4f2 of user:default/ada`. */
  by: string;
  /** The service that asked on behalf of whoever began the run. */
  through?: string;
  /** Entity references of who may confirm the plan. */
  confirmedBy: string[];
  timeoutMs: number;
  /** Names the folder of stacks that has what the run was given. */
  place: string;
  /**
   * Name of the environment whose credentials it has and by which rules judge it, as it was when the run began; empty
   * for none. Absent on runs of earlier portals.
   */
  environment?: string;
  /** Entity reference of the service that the stack is for, as it was then; empty and absent as `environment`. */
  service?: string;
  /** The definition that the run was made of; absent where it was given something else, and on runs of earlier portals. */
  madeOf?: MadeOf;
  /** Addresses to make anew. */
  replace?: string[];
  /** Addresses that alone are planned. */
  targets?: string[];
  /** What exists and is taken over. */
  imports?: ResourceImport[];
  /** Why it was asked for. */
  reason?: string;
  /** What whoever looks at the plan has to know. */
  notes?: string[];
  /** Of a module from Git: what its tag meant when the run began. */
  commit?: string;
}

/** Which definition of a stack a run was made of; times as JSON has them. */
export interface MadeOf {
  /** Since when plans are made of that definition: it tells it from earlier and later ones. */
  changedAt: string;
  /** When it was read, before the outputs that it takes from others. */
  readAt: string;
}

/** What the steps found and did, without secrets. */
export interface StackRunState {
  plan?: StackPlan;
  /** What the rules of the platform say of the plan. */
  verdicts?: StackVerdict[];
  ending?: StackEnding;
  /** How far the apply is with each resource. */
  progress?: StackProgress[];
  /** What the apply left; absent where that could not be read. */
  left?: StateFacts;
}

/** What is kept of a state, beside the state. */
export interface StateFacts {
  /** How many resources it holds. */
  resources: number;
  /** Tell whether what the stack gives out has changed: one for each key, the current one first. */
  outputsDigests: string[];
}

export type StackRunOf = Run<StackRunInput, StackRunState>;

type Asked = Pick<StackRunInput, 'intent'>;

/** Whether it only looks: nothing of it is ever applied, and it holds no stack. */
export function isDry({ intent }: Asked): boolean {
  return ['dry-run', 'dry-delete', 'drift'].includes(intent);
}

/** Whether it deletes all in the stack, or looks what that would be. */
export function deletes({ intent }: Asked): boolean {
  return intent === 'delete' || intent === 'dry-delete';
}

/** Whether it is about what was changed outside of Terraform alone. */
export function isAboutDrift({ intent }: Asked): boolean {
  return intent === 'drift' || intent === 'accept-drift';
}
