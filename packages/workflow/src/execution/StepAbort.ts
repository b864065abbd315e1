export type AbortCause = 'cancel' | 'timeout' | 'lost' | 'stop';

const MESSAGES: Record<AbortCause, string> = {
  cancel: 'The run is cancelled',
  timeout: 'The time of the step is over',
  lost: 'Another worker has taken the run',
  stop: 'This process stops',
};

/** The reason of a step's abort signal. */
export class StepAbort extends Error {
  constructor(readonly why: AbortCause) {
    super(MESSAGES[why]);
    this.name = 'AbortError';
  }
}
