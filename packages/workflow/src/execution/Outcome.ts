import type { StepResult } from '../steps';

/** What became of one try of a step. */
export type Outcome =
  | StepResult<object>
  | { type: 'threw'; message: string }
  /** This process stops; the try does not count. */
  | { type: 'interrupted' }
  /** Somebody cancelled before the try began; `output` tells what earlier tries have done. */
  | { type: 'cancelled'; output?: object };
