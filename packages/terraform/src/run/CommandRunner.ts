import { randomUUID } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { readEvent } from '../events/readEvent';
import type { TerraformEvent } from '../events/types';
import { remove } from '../files';
import type { Binary } from '../process/findBinary';
import type { Redactor } from '@towpath/redact';
import { Invocation } from './Invocation';
import type { RunFolder } from './RunFolder';
import { RunTally } from './RunTally';
import type { RunEnding } from './types';

const PAUSE_MS = 50;

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
  /** Told when a command of this process has ended. */
  onEnd?(): void;
}

/** What a command wrote, secrets too. */
interface Answer {
  text: string;
  errors: string;
  /** -1 when nobody saw it. */
  exitCode: number;
}

/** How a command that speaks in events went. */
export interface Course {
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
    const { folder, binary, env, clock, onEnd } = this.#options;
    return Invocation.begin(
      folder.invocation(name),
      {
        command: [binary.path, ...args],
        cwd: folder.module,
        env,
      },
      clock,
      onEnd,
    );
  }

  /** Runs a command to its end and gives what it wrote, secrets too. */
  async ask(
    name: string,
    args: string[],
    following: Following = {},
  ): Promise<Answer> {
    const { clock } = this.#options;
    // Two may ask at once, and take away what they were told.
    const invocation = await this.#begin(`${name}-${randomUUID()}`, args);
    while (invocation.isRunning()) {
      this.#press(invocation, following);
      await clock.sleep(PAUSE_MS);
    }
    const ended = invocation.end();
    const answer = {
      text: invocation.output(),
      errors: invocation.errors(),
      exitCode: ended === 'vanished' ? -1 : ended.exitCode,
    };
    // What a command printed for us may hold the whole state.
    remove(invocation.folder);
    return answer;
  }

  /**
   * Begins a command that speaks in events, or looks how the one that was begun before stands, and tells
   * what came since the last look. Undefined while it runs.
   */
  async look(
    name: string,
    args: string[],
    following: Following,
  ): Promise<Course | undefined> {
    const invocation = this.find(name) ?? (await this.#begin(name, args));
    // Asked first: what is written before the end is read after it.
    const runs = invocation.isRunning();
    this.#tellNews(invocation, !runs, following);
    if (!runs) return this.#conclude(invocation);
    this.#press(invocation, following);
    return undefined;
  }

  #tellNews(
    invocation: Invocation,
    isWhole: boolean,
    { onEvent }: Following,
  ): void {
    const { redactor } = this.#options;
    let { told } = invocation;
    for (const { text, end } of invocation.lines(told, isWhole)) {
      const event = readEvent(text);
      if (event) requireKnownFormat(event);
      if (event && !isHeld(event)) onEvent?.(redactor.value(event));
      told = end;
    }
    if (told > invocation.told) invocation.told = told;
  }

  #conclude(invocation: Invocation): Course {
    const tally = new RunTally();
    const held: TerraformEvent[] = [];
    for (const { text } of invocation.lines(0, true)) {
      const event = readEvent(text);
      if (event) tally.add(event);
      if (event && isHeld(event)) held.push(event);
    }
    const ended = invocation.end();
    held.push(...readPlainErrors(invocation.errors()));
    return { ending: tally.ending(ended, invocation.stopped), held, tally };
  }

  /** Stops the command when the caller gives up or the time is over. */
  #press(invocation: Invocation, { signal, timeoutMs }: Following): void {
    const { clock, graceMs } = this.#options;
    if (signal?.aborted || invocation.stopped === 'cancelled') {
      invocation.press(graceMs, 'cancelled');
    } else if (
      invocation.stopped ||
      (timeoutMs !== undefined &&
        clock.now() >= invocation.startedAt + timeoutMs)
    ) {
      invocation.press(graceMs, 'timed-out');
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
