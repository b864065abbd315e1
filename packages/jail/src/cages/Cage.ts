import type { SpawnOptions } from 'node:child_process';
import type { Limits, Protections } from '../types.ts';

/** What a cage needs to know of one run. Paths are absolute. */
export interface CagedRun {
  command: string[];
  folder: string;
  /** Path within the copy of the folder. */
  keep?: string;
  readable: string[];
  env: Record<string, string>;
  path: string[];
  limits: Limits;
  /** A new empty folder of this run, removed after it. */
  scratch: string;
}

/**
 * One way to lock a program up. What is spawned writes a line to descriptor 3 for each of
 * `started`, `too-big` and `exited CODE`, and ends with all it started when its standard
 * input ends.
 */
export interface Cage {
  name: string;
  protections: Protections;
  prepare(run: CagedRun): Promise<CageProcess>;
}

export interface CageProcess {
  file: string;
  args: string[];
  options: Pick<SpawnOptions, 'cwd' | 'env'>;
  /** Holds what comes out, once the run has ended; it may be missing, or no folder. */
  kept: string;
  /** Ends what the death of the process itself has left. */
  sweep?: () => Promise<void>;
}

/** Lines that a shell script splits again. */
export const asLines = (paths: string[]) => paths.join('\n');
