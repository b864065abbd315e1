import type { CommitRequest, CommitResult } from '../GitRepository';

/** A commit that somebody waits for. */
export class AskedCommit {
  readonly request: CommitRequest;
  readonly result: Promise<CommitResult>;
  #settle!: {
    resolve: (result: CommitResult) => void;
    reject: (error: unknown) => void;
  };
  #isOpen = true;

  constructor(request: CommitRequest) {
    this.request = request;
    this.result = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  /** Whether it still waits. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  end(result: CommitResult): void {
    this.#isOpen = false;
    this.#settle.resolve(result);
  }

  failIfAborted(): void {
    const { signal } = this.request;
    if (signal?.aborted) this.fail(signal.reason);
  }

  fail(error: unknown): void {
    this.#isOpen = false;
    this.#settle.reject(error);
  }
}
