import { help } from './help';
import { readInvocation } from './options';
import type { Invocation, Verb } from './options';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';
import { validate } from './validate';

const RUN: Record<
  Verb,
  (invocation: Invocation, terminal: Terminal) => Promise<number>
> = { validate } as never;

/**
 * Runs the command.
 *
 * @param argv - the arguments after `score`
 * @returns the exit code: 0 when all is well, 1 when a file is not valid or
 * cannot be rendered, 2 when the command was not given properly.
 */
export async function main(argv: string[], terminal: Terminal): Promise<number> {
  try {
    const invocation = readInvocation(argv);
    if (!invocation) {
      terminal.stdout.write(help(argv[0]));
      return 0;
    }
    if (!invocation.names.length) {
      throw new UsageError(`${invocation.verb} takes at least one file`);
    }
    return await RUN[invocation.verb](invocation, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.stderr.write(`score: ${error.message}\n`);
    terminal.stderr.write('`score help` says what there is\n');
    return 2;
  }
}
