import { explain } from './explain';
import { fix } from './fix';
import { graph } from './graph';
import { HELP } from './help';
import { readInvocation } from './options';
import type { Invocation, Verb } from './options';
import { render } from './render';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';
import { validate } from './validate';
import { watch } from './watch';

const RUN: Record<
  Verb,
  (invocation: Invocation, terminal: Terminal) => Promise<number>
> = { validate, fix, render, graph, explain };

/**
 * Runs the command.
 *
 * @param argv - the arguments after `score`
 * @returns the exit code: 0 when all is well, 1 when a file is not valid or
 * cannot be rendered, 2 when the command was not given properly.
 */
export async function main(
  argv: string[],
  terminal: Terminal,
): Promise<number> {
  const run = async (invocation: Invocation) => {
    try {
      return await RUN[invocation.verb](invocation, terminal);
    } catch (error) {
      return refuse(error, terminal);
    }
  };
  try {
    const invocation = readInvocation(argv);
    if (!invocation) {
      terminal.stdout.write(HELP);
      return 0;
    }
    if (!invocation.names.length) {
      throw new UsageError(
        invocation.verb === 'explain'
          ? 'explain takes a file, a field such as containers.*.image, or a code'
          : `${invocation.verb} takes at least one file`,
      );
    }
    return invocation.values.watch
      ? await watch(invocation, terminal, () => run(invocation))
      : await run(invocation);
  } catch (error) {
    return refuse(error, terminal);
  }
}

function refuse(error: unknown, terminal: Terminal): number {
  if (!(error instanceof UsageError)) throw error;
  terminal.stderr.write(`score: ${error.message}\n`);
  terminal.stderr.write('`score help` says what there is\n');
  return 2;
}
