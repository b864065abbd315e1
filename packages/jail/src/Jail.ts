import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cage } from './cages/Cage.ts';
import { collectFiles } from './collectFiles.ts';
import { followRun } from './followRun.ts';
import type { Ending, JailedRun, Limits, Protections } from './types.ts';

const LIMITS: Limits = {
  time: 300_000,
  disk: 512_000_000,
  files: 100_000,
  processes: 256,
  output: 1_000_000,
};

/** A way to run programs that nobody vouches for; `openJail` finds the best one of this machine. */
export class Jail {
  readonly #cage: Cage;
  readonly #scratch: string | undefined;

  constructor(cage: Cage, scratch?: string) {
    this.#cage = cage;
    this.#scratch = scratch;
  }

  get protections(): Protections {
    return this.#cage.protections;
  }

  /** Whether a program can neither read what is not its own nor tell anybody. */
  get isClosed(): boolean {
    return this.protections.files && this.protections.network;
  }

  /** What is missing, in words for a log; undefined when nothing is. */
  get gaps(): string | undefined {
    const { account, files, network } = this.protections;
    const gaps = [
      !account && !files && 'run under the account of this process',
      !files && 'read every file that this account may read',
      !network && 'reach the network',
    ].filter(Boolean);
    return gaps.length ? gaps.join(', ') : undefined;
  }

  /**
   * Runs a program to its end, and ends all that it started.
   * @throws JailError when the jail itself fails
   */
  async run(run: JailedRun): Promise<Ending> {
    const limits = { ...LIMITS, ...run.limits };
    const scratch = await mkdtemp(
      path.join(this.#scratch ?? tmpdir(), 'towpath-jail-'),
    );
    await chmod(scratch, 0o711);
    try {
      return await this.#runIn(scratch, run, limits);
    } finally {
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async #runIn(
    scratch: string,
    run: JailedRun,
    limits: Limits,
  ): Promise<Ending> {
    const { file, args, options, kept, sweep } = await this.#cage.prepare({
      command: run.command,
      folder: path.resolve(run.folder),
      keep: run.keep?.from,
      readable: (run.readable ?? []).map(each => path.resolve(each)),
      env: run.env ?? {},
      path: run.path ?? [],
      limits,
      scratch,
    });
    const child = spawn(file, args, {
      ...options,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    child.stdin!.on('error', () => {});
    const { onOutput = () => {}, signal } = run;
    const ending = await followRun(child, { limits, onOutput, signal }).finally(
      sweep,
    );
    if (ending.end === 'exited' && run.keep)
      await collectFiles(kept, run.keep.to);
    return ending;
  }
}
