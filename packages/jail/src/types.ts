/** What stands between a program in the jail and the rest of the machine. */
export interface Protections {
  /** The program runs under an account that nothing else on the machine has. */
  account: boolean;
  /** It sees the system's programs, what it was given, and no other file. */
  files: boolean;
  /** It reaches no address outside of itself, those of this machine included. */
  network: boolean;
}

export interface Limits {
  /** Milliseconds from the start to the end. */
  time: number;
  /** Bytes of all files together, those that it was given included. */
  disk: number;
  /** Files and folders, counted in the same way. */
  files: number;
  /** Processes and threads at the same time. */
  processes: number;
  /** Bytes of output that are passed on; what comes after is dropped. */
  output: number;
}

export interface JailedRun {
  /** The program and its arguments. A path in them is seen from the copy of `folder`. */
  command: string[];
  /** The program works in a copy of this folder; the folder itself stays as it is. */
  folder: string;
  /** Which folder of the copy comes out at the end, and where its regular files go. */
  keep?: { from: string; to: string };
  /** Folders and files outside of the system's own that the program may read, such as an interpreter. */
  readable?: string[];
  /** The whole environment, beside HOME, TMPDIR and the PATH to the programs it can see. */
  env?: Record<string, string>;
  /** Folders that come first in PATH. */
  path?: string[];
  limits?: Partial<Limits>;
  /** What the program writes to its standard output and error, as it comes. */
  onOutput?: (chunk: Buffer) => void;
  signal?: AbortSignal;
}

/**
 * How a run ended. `too-big`: what `folder` holds is over the limits, and nothing was started.
 * `stopped`: by the signal.
 */
export type Ending =
  | { end: 'exited'; code: number }
  | { end: 'timed-out' | 'stopped' | 'too-big' };

/** The jail itself failed, not the program in it; the message has the system's own words. */
export class JailError extends Error {
  readonly name = 'JailError';
}
