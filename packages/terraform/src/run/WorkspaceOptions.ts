import type { Clock } from '@towpath/clock';
import type { Binary } from '../process/findBinary';
import type { Backend } from './Backend';
import type { RunFolder } from './RunFolder';

export interface WorkspaceOptions {
  folder: RunFolder;
  /** The run on whose behalf the state is read and written: that of the folder, or one that brings it to its end. */
  acting: string;
  binary: Binary;
  backend: Backend;
  /** Secrets, as is what the backend is given. */
  env?: Record<string, string>;
  plainEnv?: Record<string, string>;
  providerMirror?: string;
  clock: Clock;
  /** How long Terraform may take to bring things to an end once it is asked to stop. */
  graceMs: number;
  /** Told when a command that this process began has ended. */
  onEnd?(): void;
}
