import type { WrittenValue } from './types';

/** One file after one edit. */
export interface FileChange {
  /** Null: the file is gone. */
  text: string | null;
  value: WrittenValue;
}
