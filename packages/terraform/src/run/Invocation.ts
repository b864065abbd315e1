import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { Clock } from '@towpath/clock';
import {
  listFolder,
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
import { readLines, type ReadLine } from './readLines';

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

const recordIn = (folder: string) => path.join(folder, 'record.json');

/** Folders of the tries to begin one command, in their order: a try that came to nothing is followed by another. */
function triesOf(folder: string): string[] {
  const name = path.basename(folder);
  return listFolder(path.dirname(folder))
    .map(one => ({ one, number: tryNumber(one, name) }))
    .filter(({ number }) => number !== undefined)
    .sort((a, b) => a.number! - b.number!)
    .map(({ one }) => path.join(path.dirname(folder), one));
}

function tryNumber(folder: string, name: string): number | undefined {
  if (folder === name) return 0;
  const number = folder.startsWith(`${name}.`)
    ? folder.slice(name.length + 1)
    : '';
  return /^\d+$/.test(number) ? Number(number) : undefined;
}

function nextTry(folder: string): string {
  const last = triesOf(folder).at(-1);
  if (last === undefined) return folder;
  return `${folder}.${
    tryNumber(path.basename(last), path.basename(folder))! + 1
  }`;
}

/** The folder comes into being with its record at once, or not at all when there is one. */
function claim(folder: string, record: InvocationRecord): boolean {
  const draft = `${folder}.${randomUUID()}-draft`;
  makeFolder(draft);
  writeJson(recordIn(draft), record);
  try {
    fs.renameSync(draft, folder);
    return true;
  } catch (error) {
    remove(draft);
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOTEMPTY', 'EEXIST'].includes(code)) return false;
    throw error;
  }
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
    const last = triesOf(folder).at(-1);
    const record = last && readJson<InvocationRecord>(recordIn(last));
    const found = record && new Invocation(last, record, clock);
    return found && found.#hasBegun() ? found : undefined;
  }

  /**
   * Begins a command, or answers the one that another process has begun in this folder meanwhile: two
   * that believe a run to be theirs begin it once.
   *
   * @param onEnd told by this process alone, while it lives
   */
  static async begin(
    folder: string,
    { command, cwd, env }: Command,
    clock: Clock,
    onEnd?: () => void,
  ): Promise<Invocation> {
    const place = nextTry(folder);
    const child = spawn(
      '/bin/sh',
      ['-c', WRAPPER, 'towpath-terraform', place, ...command],
      { cwd, env, detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
    );
    await once(child, 'spawn');
    const id = identify(child.pid);
    if (!id) throw new Error(`${command[0]} ended before it began`);
    child.unref();
    const record = { process: id, command, startedAt: clock.now() };
    if (!claim(place, record)) {
      await tell(child.stdin, '');
      return (
        this.find(folder, clock) ??
        this.begin(folder, { command, cwd, env }, clock, onEnd)
      );
    }
    if (onEnd) child.once('exit', onEnd);
    await tell(child.stdin, 'go\n');
    return new Invocation(place, record, clock);
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

  /** Lines of the output from a byte on; of one that runs, those that are written. */
  lines(from: number, isWhole: boolean): Generator<ReadLine> {
    return readLines(path.join(this.folder, 'output'), { from, isWhole });
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
    return this.end();
  }

  /** How it ended, once it does not run; what it left running ends now. */
  end(): ProcessEnding {
    this.#killRest();
    return this.#readExit() ?? 'vanished';
  }

  /**
   * Asks the whole group to end, so that Terraform saves its state; makes it end when that was asked
   * `graceMs` ago. Whoever presses it again goes on with what was asked first.
   */
  press(graceMs: number, why: StopReason): void {
    if (!this.isRunning()) return;
    const asked = this.#stopping?.at ?? this.#ask(why);
    if (this.#clock.now() >= asked + graceMs) this.#signal('SIGKILL');
  }

  /** Once only: at a second signal Terraform gives up the state. */
  #ask(why: StopReason): number {
    const known = this.stopped;
    const now = this.#clock.now();
    writeWhole(path.join(this.folder, 'stopped'), `${known ?? why} ${now}`);
    if (!known) this.#signal('SIGINT');
    return now;
  }

  /** Presses it until it has ended. */
  async stop(graceMs: number, why: StopReason): Promise<ProcessEnding> {
    while (this.isRunning()) {
      this.press(graceMs, why);
      await this.#clock.sleep(PAUSE_MS);
    }
    return this.end();
  }

  /** Why somebody asked it to stop; undefined when nobody did. */
  get stopped(): StopReason | undefined {
    return this.#stopping?.why;
  }

  /** Portals of before did not write down when. */
  get #stopping(): { why: StopReason; at?: number } | undefined {
    const text = readIfThere(path.join(this.folder, 'stopped'));
    if (text === undefined) return undefined;
    const [why, at] = text.split(' ');
    return { why: why as StopReason, at: at ? Number(at) : undefined };
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
