import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Socket } from 'node:net';
import { GitError } from './GitError';

const IDLE_MS = 10_000;
const NEWLINE = 0x0a;

/** What git has under a name. */
export interface GitObject {
  id: string;
  type: string;
  content: Buffer;
}

interface Waiting {
  resolve(object: GitObject | undefined): void;
  reject(error: unknown): void;
}

/** One process; its answers come in the order of the questions. */
class Session {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  #received: Buffer = Buffer.alloc(0);
  #errors = '';
  #idle?: NodeJS.Timeout;
  isOpen = true;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    child.stdout.on('data', chunk => this.#receive(chunk));
    child.stderr.on('data', chunk => {
      this.#errors += chunk;
    });
    child.stdin.on('error', () => {});
    child.on('error', error => this.#fail(error));
    child.on('close', () => this.#fail());
  }

  read(name: string): Promise<GitObject | undefined> {
    clearTimeout(this.#idle);
    this.#hold(true);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${name}\n`);
    });
  }

  end(): void {
    this.isOpen = false;
    clearTimeout(this.#idle);
    this.#child.stdin.end();
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf(NEWLINE);
      if (end < 0) return;
      const [id, type, size] = this.#received
        .toString('utf8', 0, end)
        .split(' ');
      // Otherwise it says "missing" instead of a type and a size.
      const content = size === undefined ? undefined : Number(size);
      const next = end + 1 + (content === undefined ? 0 : content + 1);
      if (this.#received.length < next) return;
      this.#answer(
        content === undefined
          ? undefined
          : {
              id,
              type,
              content: Buffer.from(
                this.#received.subarray(end + 1, end + 1 + content),
              ),
            },
      );
      this.#received = this.#received.subarray(next);
    }
  }

  #answer(object: GitObject | undefined): void {
    this.#waiting.shift()?.resolve(object);
    if (this.#waiting.length > 0) return;
    this.#hold(false);
    this.#idle = setTimeout(() => this.end(), IDLE_MS);
    this.#idle.unref();
  }

  /** Whether this process stays for it: for an answer that is awaited, and otherwise not. */
  #hold(on: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    const pipes = [stdin, stdout, stderr] as unknown as Socket[];
    for (const one of [this.#child, ...pipes]) {
      if (on) one.ref();
      else one.unref();
    }
  }

  #fail(error?: Error): void {
    this.isOpen = false;
    clearTimeout(this.#idle);
    const why =
      error ??
      new GitError('cat-file', this.#errors.trim() || 'unable to read objects');
    this.#waiting.splice(0).forEach(one => one.reject(why));
  }
}

/**
 * Reads objects by one `git cat-file --batch` that stays for a while. To begin a process stops
 * everything else in this one, for longer the more memory it has, and a promotion reads a lot.
 */
export class ObjectReader {
  readonly #start: () => ChildProcessWithoutNullStreams;
  #session?: Session;

  constructor(start: () => ChildProcessWithoutNullStreams) {
    this.#start = start;
  }

  /**
   * @param name - an id, or an expression such as `<id>^{commit}`; without line breaks
   * @returns undefined when there is nothing of that name
   * @throws GitError when git ends before it has answered
   */
  read(name: string): Promise<GitObject | undefined> {
    if (!this.#session?.isOpen) this.#session = new Session(this.#start());
    return this.#session.read(name);
  }

  /** Ends the process; the next read begins another. */
  close(): void {
    this.#session?.end();
  }
}
