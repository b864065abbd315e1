import { CustomErrorBase } from '@backstage/errors';
import type { Application } from '../types';

/** Why waiting for an application ended without what it waited for. */
export type WaitEnd =
  | 'degraded'
  | 'operation-failed'
  | 'operation-replaced'
  | 'deleted'
  | 'deadline';

/** An application did not become what was waited for. The message says what it is instead. */
export class ApplicationWaitError extends CustomErrorBase {
  readonly name = 'ApplicationWaitError';

  constructor(
    message: string,
    readonly end: WaitEnd,
    /** As it was seen last. */
    readonly application?: Application,
  ) {
    super(message);
  }
}
