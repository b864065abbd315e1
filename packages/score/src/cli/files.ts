import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';

/** A file named on the command line. */
export interface InputFile {
  /** As given; `-` is standard input. */
  name: string;
  text: string;
}

/**
 * Reads a file named on the command line, `-` being standard input.
 *
 * @throws UsageError when it cannot be read.
 */
export async function readInput(
  name: string,
  terminal: Terminal,
): Promise<InputFile> {
  if (name === '-') return { name: 'stdin', text: await terminal.readStdin() };
  try {
    return { name, text: await readFile(resolve(terminal.cwd, name), 'utf8') };
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${reason(error)}`);
  }
}

/** As {@link readInput}; undefined when there is no such file. */
export async function readInputIfThere(
  name: string,
  terminal: Terminal,
): Promise<InputFile | undefined> {
  try {
    return { name, text: await readFile(resolve(terminal.cwd, name), 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`cannot read ${name}: ${reason(error)}`);
  }
}

/** Why a file could not be used, without the path that Node repeats. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read',
    ELOOP: 'it is a link that leads back to itself',
    ENXIO: 'it is not a plain file',
  };
  return (code && words[code]) || message;
}
