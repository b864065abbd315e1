import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import type { State } from '@towpath/ui';

/** What the backend says of a task that a rule has held. */
export interface Held {
  /** Id of the run in which people decide. */
  run: string;
  /** Of the run. */
  status: State;
  /** In words: "an approval by group:default/platform-team". */
  waitsFor: string;
  /** Only who asked can have it go on. */
  needsRequester: boolean;
  differences: {
    policy: string;
    rule: string;
    message: string;
    field?: string;
    value?: string;
    instead?: string;
    groups?: string[];
  }[];
}

const WAITING = ['awaiting-approval', 'queued', 'running', 'waiting'];

/** Whether it may still begin. */
export const mayBegin = ({ status }: Held) => WAITING.includes(status);

/** Undefined for a task that was not held, and for one that has begun since. */
export function heldOf(task: ScaffolderTask): Held | undefined {
  return (task as ScaffolderTask & { held?: Held }).held;
}
