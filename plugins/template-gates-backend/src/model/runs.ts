import type { JsonObject } from '@backstage/types';
import type { Run } from '@towpath/workflow';
import type { Verdict } from './Judgement';
import type { TemplateStep } from './TaskRequest';

/** What a run shows of a request; the request itself is sealed. */
export interface HeldInput {
  template: { ref: string; title: string };
  /** With `***` for what is secret. */
  values: JsonObject;
  steps: TemplateStep[];
  /** Rules that ask. */
  differences: Verdict[];
  /** Names of steps that fetch what could not be looked at; absent in what was held before that was done. */
  unseen?: string[];
  /** Id of the task that is to be tried again. */
  retries?: string;
}

/** What its steps found. */
export interface HeldState {
  /** Id of the task that began. */
  task?: string;
  /** What a later look showed instead of what the input has. */
  steps?: TemplateStep[];
  differences?: Verdict[];
  unseen?: string[];
  /** Only who asked can have it go on. */
  needsRequester?: boolean;
}

export type HeldRun = Run<HeldInput, HeldState>;
