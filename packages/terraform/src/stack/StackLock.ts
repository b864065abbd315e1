import fs from 'node:fs';
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { ConflictError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { listFolder, makeFolder, readJson, remove, writeJson } from '../files';
import { identify, isAlive, type ProcessId } from '../process/processTable';

/** Who works on a stack. */
export interface LockHolder {
  /** Id of the run. */
  run: string;
  /** Who asked for it and what it does, in words for people. */
  by: string;
  doing: string;
  since: string;
  host: string;
  process: ProcessId;
}

interface Ticket extends LockHolder {
  released?: boolean;
}

export interface LockOptions {
  stack: string;
  folder: string;
  clock: Clock;
  /** Whether Terraform still works for a run whose portal is gone. */
  isRunAlive(run: string): boolean;
}

export interface LockWish {
  run: string;
  by: string;
  doing: string;
  /** How long to wait for another holder. */
  waitMs: number;
  signal?: AbortSignal;
  /** Told once for each holder that is waited for. */
  onWait?(holder: LockHolder): void;
}

const PAUSE_MS = 250;

/**
 * One run at a time on a stack. Every holder makes the next ticket, `<number>.json`; the highest one
 * counts. Making a file that must not exist is what decides between two who want it; a ticket is
 * never taken away, so nobody can remove the lock of a third by mistake.
 */
export class StackLock {
  readonly #options: LockOptions;

  constructor(options: LockOptions) {
    this.#options = options;
  }

  /** Who holds it now; undefined when it is free, also when the last holder died. */
  holder(): LockHolder | undefined {
    const ticket = this.#read(this.#highest());
    return ticket && !this.#isFree(ticket) ? ticket : undefined;
  }

  /**
   * Waits for the lock and takes it. What comes back gives it away again.
   *
   * @throws ConflictError that says who holds it and how to go on
   */
  async acquire(wish: LockWish): Promise<() => void> {
    const { clock } = this.#options;
    const deadline = clock.now() + wish.waitMs;
    let told: string | undefined;
    for (;;) {
      const top = this.#highest();
      const ticket = this.#read(top);
      if (!ticket || this.#isFree(ticket) || this.#isInherited(ticket, wish)) {
        const release = this.#claim(top + 1, wish);
        if (release) return release;
        continue;
      }
      if (told !== ticket.run) wish.onWait?.(ticket);
      told = ticket.run;
      if (clock.now() >= deadline) throw this.#refuse(ticket, top);
      await clock.sleep(PAUSE_MS, wish.signal);
    }
  }

  #isFree(ticket: Ticket): boolean {
    // Whether a process of another machine lives cannot be seen from here.
    if (ticket.host !== os.hostname()) return ticket.released === true;
    return isGivenUp(ticket) && !this.#options.isRunAlive(ticket.run);
  }

  /** A run goes on under its own lock when whoever began it no longer follows it. */
  #isInherited(ticket: Ticket, { run }: LockWish): boolean {
    return (
      ticket.run === run && ticket.host === os.hostname() && isGivenUp(ticket)
    );
  }

  #claim(number: number, wish: LockWish): (() => void) | undefined {
    const { folder, clock } = this.#options;
    makeFolder(folder);
    const ticket: Ticket = {
      run: wish.run,
      by: wish.by,
      doing: wish.doing,
      since: new Date(clock.now()).toISOString(),
      host: os.hostname(),
      process: identify()!,
    };
    if (!this.#make(number, ticket)) return undefined;
    if (this.#highest() > number) {
      // The number had been used up before; whoever has a higher one holds the lock.
      this.#remove(number);
      return undefined;
    }
    this.#forgetBelow(number - 1);
    return () => this.#release(number, ticket);
  }

  #release(number: number, ticket: Ticket): void {
    try {
      writeJson(this.#file(number), { ...ticket, released: true });
    } catch {
      // A full disk takes no word of it; the one below was given away before.
      this.#remove(number);
    }
  }

  /** The whole file comes into being at once, or not at all when there is one. */
  #make(number: number, ticket: Ticket): boolean {
    const draft = path.join(this.#options.folder, `${randomUUID()}.draft`);
    writeJson(draft, ticket);
    try {
      fs.linkSync(draft, this.#file(number));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      fs.rmSync(draft);
    }
  }

  #refuse(ticket: Ticket, number: number): ConflictError {
    const elsewhere =
      ticket.host === os.hostname()
        ? ''
        : `. It was taken on the machine ${
            ticket.host
          }; if nothing runs there any more, remove ${this.#file(number)}`;
    return new ConflictError(
      `The stack "${this.#options.stack}" is in use: ${
        ticket.by
      } holds it for ${ticket.doing} since ${
        ticket.since
      }. Run this again when that has ended${elsewhere}`,
    );
  }

  #numbers(): number[] {
    return listFolder(this.#options.folder)
      .filter(name => /^\d+\.json$/.test(name))
      .map(name => Number.parseInt(name, 10));
  }

  #highest(): number {
    return Math.max(0, ...this.#numbers());
  }

  #read(number: number): Ticket | undefined {
    return readJson(this.#file(number));
  }

  #forgetBelow(number: number): void {
    for (const old of this.#numbers()) if (old < number) this.#remove(old);
  }

  #remove(number: number): void {
    remove(this.#file(number));
  }

  #file(number: number): string {
    return path.join(this.#options.folder, `${number}.json`);
  }
}

/** Also when its run failed and Terraform goes on: a disk that was full for a moment is enough. */
function isGivenUp({ released, process: holder }: Ticket): boolean {
  return released === true || !isAlive(holder);
}
