import { InputError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { readEvent } from '../events/readEvent';
import type { TerraformEvent } from '../events/types';
import { remove } from '../files';
import type { Binary } from '../process/findBinary';
import type { Redactor } from '@towpath/redact';
import { Invocation, type ProcessEnding, type StopReason } from './Invocation';
import type { RunFolder } from './RunFolder';
import { RunTally } from './RunTally';
import type { RunEnding } from './types';

/** How a caller follows a command. */
export interface Following {
  /** Learns everything that happens, without secrets. */
  onEvent?(event: TerraformEvent): void;
  /** Asks Terraform to stop; the ending is still waited for. */
  signal?: AbortSignal;
  /** How long the command may take from its beginning. */
  timeoutMs?: number;
}

interface CommandRunnerOptions {
  folder: RunFolder;
  binary: Binary;
  env: Record<string, string>;
  redactor: Redactor;
  clock: Clock;
  graceMs: number;
}

/** What a command wrote, secrets too. */
interface Answer {
  text: string;
  errors: string;
  /** -1 when nobody saw it. */
  exitCode: number;
}

/** How a command that speaks in events went. */
interface Course {
  ending: RunEnding;
  /** Events that may repeat secrets which only its result tells, so that they wait for it. */
  held: TerraformEvent[];
  tally: RunTally;
}

/** Runs commands in the folder of one run, and follows those that an earlier process began. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions;

  constructor(options: CommandRunnerOptions) {
    this.#options = options;
  }

  /** The command that was begun in this folder, by whatever process; undefined when none was. */
  find(name: string): Invocation | undefined {
    const { folder, clock } = this.#options;
    return Invocation.find(folder.invocation(name), clock);
  }

  async #begin(name: string, args: string[]): Promise<Invocation> {
    const { folder, binary, env, clock } = this.#options;
    return Invocation.begin(
      folder.invocation(name),
      {
        command: [binary.path, ...args],
        cwd: folder.module,
        env,
      },
      clock,
    );
  }

  /** Runs a command to its end and gives what it wrote, secrets too. */
  async ask(
    name: string,
    args: string[],
    following: Following = {},
  ): Promise<Answer> {
    const invocation = await this.#begin(name, args);
    const ended = await this.#watch(invocation, following, () =>
      invocation.waitForEnd(),
    );
    const answer = {
      text: invocation.output(),
      errors: invocation.errors(),
      exitCode: ended === 'vanished' ? -1 : ended.exitCode,
    };
    // What a command printed for us may hold the whole state.
    remove(invocation.folder);
    return answer;
  }

  /** Runs a command that speaks in events, or follows the one that was begun before. */
  async run(
    name: string,
    args: string[],
    following: Following,
  ): Promise<Course> {
    const invocation = this.find(name) ?? (await this.#begin(name, args));
    const tally = new RunTally();
    const held: TerraformEvent[] = [];
    const ended = await this.#watch(invocation, following, () =>
      this.#follow(invocation, tally, held, following),
    );
    held.push(...readPlainErrors(invocation.errors()));
    return { ending: tally.ending(ended, invocation.stopped), held, tally };
  }

  async #follow(
    invocation: Invocation,
    tally: RunTally,
    held: TerraformEvent[],
    { onEvent }: Following,
  ): Promise<ProcessEnding> {
    const { redactor } = this.#options;
    const told = invocation.told;
    for await (const { text, end, last } of invocation.lines()) {
      const event = readEvent(text);
      if (event) {
        requireKnownFormat(event);
        tally.add(event);
        if (isHeld(event)) held.push(event);
        else if (end > told) onEvent?.(redactor.value(event));
      }
      if (last && end > told) invocation.told = end;
    }
    return invocation.waitForEnd();
  }

  /** Stops the command when the caller gives up or the time is over. */
  async #watch(
    invocation: Invocation,
    { signal, timeoutMs }: Following,
    work: () => Promise<ProcessEnding>,
  ): Promise<ProcessEnding> {
    const { clock, graceMs } = this.#options;
    const over = new AbortController();
    let stopping: Promise<unknown> | undefined;
    const stop = (why: StopReason) => {
      stopping ??= invocation.stop(graceMs, why);
    };
    const cancel = () => stop('cancelled');
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    if (timeoutMs !== undefined) {
      const left = invocation.startedAt + timeoutMs - clock.now();
      clock.sleep(Math.max(left, 0), over.signal).then(
        () => stop('timed-out'),
        () => {},
      );
    }
    try {
      return await work();
    } finally {
      over.abort();
      signal?.removeEventListener('abort', cancel);
      await stopping;
    }
  }
}

/** They may repeat secrets that are known at the end only. */
function isHeld(event: TerraformEvent): boolean {
  return event.type === 'diagnostic' || event.type === 'outputs';
}

function requireKnownFormat(event: TerraformEvent): void {
  if (event.type !== 'version' || event.supported) return;
  throw new InputError(
    `${event.tool} ${event.version} speaks version ${event.ui} of its JSON format, and only 1.x is known here. Install an older ${event.tool}, or a newer portal`,
  );
}

function readPlainErrors(text: string): TerraformEvent[] {
  return text
    .split('\n')
    .filter(line => line.trim())
    .map(line => ({ type: 'message', severity: 'warning', text: line }));
}
