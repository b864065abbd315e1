import type { Clock } from '@towpath/clock';
import type { Binary } from '../process/findBinary';
import type { Backend } from '../run/Backend';
import type { TrustPolicy } from '../trust/types';

export interface StackOptions {
  key: string;
  /** Owner-only folder of this stack. */
  folder: string;
  binary: Binary;
  /** Where the state lives; in the folder of the stack when absent. */
  backend?: Backend;
  env?: Record<string, string>;
  plainEnv?: Record<string, string>;
  providerMirror?: string;
  /** What modules may do. */
  trust: TrustPolicy;
  clock: Clock;
  graceMs: number;
  /** Told when something that Terraform did for a run has ended. */
  onEnd?(run: string): void;
}
