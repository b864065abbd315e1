import { HELP } from './help';
import { readInvocation } from './options';
import type { Invocation, Verb } from './options';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';

type Run = (invocation: Invocation, terminal: Terminal) => Promise<number>;

/** Each verb is loaded when it is asked for, so that none waits for another. */
const LOAD: Record<Verb, () => Promise<Run>> = {
  validate: async () => (await import('./validate')).validate,
  fix: async () => (await import('./fix')).fix,
  render: async () => (await import('./render')).render,
  graph: async () => (await import('./graph')).graph,
  explain: async () => (await import('./explain')).explain,
};

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
      const verb = await LOAD[invocation.verb]();
      return await verb(invocation, terminal);
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
    if (!invocation.values.watch) return await run(invocation);
    const { watch } = await import('./watch');
    return await watch(invocation, terminal, () => run(invocation));
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
