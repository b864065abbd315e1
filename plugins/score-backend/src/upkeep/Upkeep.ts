import type { Run } from '@towpath/workflow';

/** What is done with one resource, beside what plans do. */
export type UpkeepWork = 'rotate' | 'restore' | 'remove';

/** What was asked for. */
export interface UpkeepInput {
  work: UpkeepWork;
  /** Id of the resource. */
  resource: string;
  /** As its Score file called it. */
  name: string;
  /** Entity reference. */
  service: string;
  environment: string;
  reason: string;
}

/** There is nothing to remember between its steps: there is one. */
export type UpkeepState = Record<string, never>;

export type UpkeepRun = Run<UpkeepInput, UpkeepState>;
