import { styleText } from 'node:util';
import type { Paint } from '../report/human';

/** What the command needs of the world; tests give their own. */
export interface Terminal {
  stdout: { write(text: string): void; isTTY?: boolean };
  stderr: { write(text: string): void; isTTY?: boolean };
  env: Record<string, string | undefined>;
  /** Folder that file names are relative to. */
  cwd: string;
  readStdin(): Promise<string>;
  /** Ends a `--watch`. */
  signal?: AbortSignal;
}

/** Colour for a stream that is a terminal, unless NO_COLOR asks for none. */
export function paintFor(
  stream: { isTTY?: boolean },
  env: Terminal['env'],
): Paint {
  const forced = env.FORCE_COLOR && env.FORCE_COLOR !== '0';
  if (!forced && (!stream.isTTY || env.NO_COLOR || env.TERM === 'dumb')) {
    return (_, text) => text;
  }
  return (style, text) => styleText(style, text, { validateStream: false });
}

/** Ends the command with exit code 2: the command was not given properly. */
export class UsageError extends Error {}
