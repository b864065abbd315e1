import type { Run } from '@towpath/workflow';

/** What is done with one resource, beside what plans do. */
export type UpkeepWork = 'rotate' | 'restore' | 'remove' | 'hand-over';

/** What a driver does. */
export type DriverWork = Exclude<UpkeepWork, 'hand-over'>;

/** What was asked for. */
export interface UpkeepInput {
  work: UpkeepWork;
  /** Id of the resource. */
  resource: string;
  /** As its Score file called it. */
  name: string;
  type: string;
  class: string;
  /** Entity reference. */
  service: string;
  environment: string;
  reason: string;
  /** Entity reference of who is to own it; of `hand-over` alone. */
  to?: string;
}

/** There is nothing to remember between its steps: there is one. */
export type UpkeepState = Record<string, never>;

export type UpkeepRun = Run<UpkeepInput, UpkeepState>;
