import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { Clock } from '@towpath/clock';
import {
  makeFolder,
  readIfThere,
  readJson,
  remove,
  writeJson,
  writeWhole,
} from '../files';
import {
  groupMembers,
  identify,
  isAlive,
  isOfThisBoot,
  type ProcessId,
} from '../process/processTable';
import { tailLines, type TailedLine } from './tailLines';

/*
 * Waits for a word before it begins, so that nothing runs whose process number was not written down.
 * Output goes to files: a pipe would end with us, and Terraform with the pipe. The exit code is
 * written down for whoever comes later. The trap keeps the shell alive while Terraform ends by
 * itself after a signal to the whole group.
 */
const WRAPPER = `
umask 077
read -r go || exit 0
trap : INT TERM HUP
folder=$1
shift
"$@" >"$folder/output" 2>"$folder/errors" </dev/null
code=$?
echo "$code" >"$folder/exit.new"
mv "$folder/exit.new" "$folder/exit"
`;

interface InvocationRecord {
  process: ProcessId;
  command: string[];
  /** Milliseconds since 1970. */
  startedAt: number;
}

export interface Command {
  /** Program and arguments; none of them is a secret, as every account of the machine can read them. */
  command: string[];
  cwd: string;
  env: Record<string, string>;
}

/** How a process ended: by itself with a code, or without anybody having seen it. */
export type ProcessEnding = { exitCode: number } | 'vanished';

export type StopReason = 'cancelled' | 'timed-out';

const PAUSE_MS = 50;

/** A shell that was killed before it could listen runs nothing; its ending says so. */
function tell(input: Writable, words: string): Promise<void> {
  return new Promise(done => {
    input.once('error', () => done());
    input.end(words, () => done());
  });
}

/**
 * One process of Terraform's that outlives us, and the folder that tells of it: `record.json`,
 * `output`, `errors` and, once it has ended, `exit`.
 */
export class Invocation {
  readonly #record: InvocationRecord;
  readonly #clock: Clock;

  private constructor(
    readonly folder: string,
    record: InvocationRecord,
    clock: Clock,
  ) {
    this.#record = record;
    this.#clock = clock;
  }

  /** The one that was begun in a folder, by this process or another; undefined when nothing ran. */
  static find(folder: string, clock: Clock): Invocation | undefined {
    const record = readJson<InvocationRecord>(path.join(folder, 'record.json'));
    const found = record && new Invocation(folder, record, clock);
    return found && found.#hasBegun() ? found : undefined;
  }

  static async begin(
    folder: string,
    { command, cwd, env }: Command,
    clock: Clock,
  ): Promise<Invocation> {
    remove(folder);
    makeFolder(folder);
    const child = spawn(
      '/bin/sh',
      ['-c', WRAPPER, 'towpath-terraform', folder, ...command],
      { cwd, env, detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
    );
    await once(child, 'spawn');
    const id = identify(child.pid);
    if (!id) throw new Error(`${command[0]} ended before it began`);
    const record = { process: id, command, startedAt: clock.now() };
    writeJson(path.join(folder, 'record.json'), record);
    child.unref();
    await tell(child.stdin, 'go\n');
    return new Invocation(folder, record, clock);
  }

  /** Not so when we were killed after writing down the process and before giving it the word. */
  #hasBegun(): boolean {
    return (
      this.isRunning() ||
      this.#readExit() !== undefined ||
      fs.existsSync(path.join(this.folder, 'output'))
    );
  }

  get startedAt(): number {
    return this.#record.startedAt;
  }

  isRunning(): boolean {
    return this.#readExit() === undefined && this.#isGroupAlive();
  }

  /** Lines of the output from the first on, as they come, until the process has ended. */
  lines(): AsyncGenerator<TailedLine> {
    return tailLines(path.join(this.folder, 'output'), {
      isOver: () => !this.isRunning(),
      clock: this.#clock,
    });
  }

  /** All that was written to the output. */
  output(): string {
    return readIfThere(path.join(this.folder, 'output')) ?? '';
  }

  /** What went past the output: failures before Terraform's own words, and crashes. */
  errors(): string {
    return readIfThere(path.join(this.folder, 'errors')) ?? '';
  }

  async waitForEnd(): Promise<ProcessEnding> {
    while (this.isRunning()) await this.#clock.sleep(PAUSE_MS);
    this.#killRest();
    return this.#readExit() ?? 'vanished';
  }

  /** Asks the whole group to end; after `graceMs` makes it. Terraform saves its state when asked. */
  async stop(graceMs: number, why: StopReason): Promise<ProcessEnding> {
    if (this.isRunning()) writeWhole(path.join(this.folder, 'stopped'), why);
    // Once only: at a second signal Terraform gives up the state.
    this.#signal('SIGINT');
    const deadline = this.#clock.now() + graceMs;
    while (this.isRunning() && this.#clock.now() < deadline) {
      await this.#clock.sleep(PAUSE_MS);
    }
    if (this.isRunning()) this.#signal('SIGKILL');
    return this.waitForEnd();
  }

  /** Why somebody asked it to stop; undefined when nobody did. */
  get stopped(): StopReason | undefined {
    const text = readIfThere(path.join(this.folder, 'stopped'));
    return text as StopReason | undefined;
  }

  #readExit(): ProcessEnding | undefined {
    const text = readIfThere(path.join(this.folder, 'exit'));
    return text === undefined ? undefined : { exitCode: Number(text) };
  }

  /** Providers and provisioners that a killed Terraform left behind go on otherwise. */
  #killRest(): void {
    if (this.#isGroupAlive()) this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    if (!this.#isGroupAlive()) return;
    try {
      process.kill(-this.#record.process.pid, signal);
    } catch {
      // The group has ended in between.
    }
  }

  /*
   * The number of a group is not given to a new process while the group has members, so a group
   * whose leader has gone is still ours; one whose leader began at another time is not, nor is any
   * once the machine has started again.
   */
  #isGroupAlive(): boolean {
    const { process: leader } = this.#record;
    if (isAlive(leader)) return true;
    return (
      isOfThisBoot(leader) &&
      !identify(leader.pid) &&
      groupMembers(leader.pid).length > 0
    );
  }

  /** How much of the output was told already, in bytes. */
  get told(): number {
    return Number(readIfThere(path.join(this.folder, 'told')) ?? 0);
  }

  set told(bytes: number) {
    fs.writeFileSync(path.join(this.folder, 'told'), String(bytes));
  }
}
