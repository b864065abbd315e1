import type {
  UrlReaderService,
  UrlReaderServiceReadTreeOptions,
  UrlReaderServiceReadUrlOptions,
  UrlReaderServiceSearchOptions,
} from '@backstage/backend-plugin-api';

/**
 * Reads as another reader does, and gives up a single file after a while. Upstream waits for ever for the
 * rest of an answer that was broken off, and each such wait takes a place from those who read the catalog.
 */
export class PatientReader implements UrlReaderService {
  readonly #reader: UrlReaderService;
  readonly #limitMs: number;

  constructor(reader: UrlReaderService, limitMs: number) {
    this.#reader = reader;
    this.#limitMs = limitMs;
  }

  async readUrl(url: string, options: UrlReaderServiceReadUrlOptions = {}) {
    const limit = this.#limit(options.signal);
    const read = this.#reader.readUrl(url, { ...options, signal: limit });
    const response = await this.#within(url, read, limit);
    return {
      ...response,
      buffer: () => this.#within(url, response.buffer(), limit),
    };
  }

  /** As long as it takes: a tree may be large. */
  readTree(url: string, options?: UrlReaderServiceReadTreeOptions) {
    return this.#reader.readTree(url, options);
  }

  async search(url: string, options: UrlReaderServiceSearchOptions = {}) {
    if (url.includes('*')) return this.#reader.search(url, options);
    const limit = this.#limit(options.signal);
    const search = this.#reader.search(url, { ...options, signal: limit });
    const { files, ...found } = await this.#within(url, search, limit);
    return {
      ...found,
      files: files.map(file => ({
        ...file,
        content: () => this.#within(file.url, file.content(), limit),
      })),
    };
  }

  #limit(signal: AbortSignal | undefined): AbortSignal {
    const limit = AbortSignal.timeout(this.#limitMs);
    return signal ? AbortSignal.any([signal, limit]) : limit;
  }

  async #within<T>(url: string, read: Promise<T>, limit: AbortSignal) {
    let giveUp = () => {};
    const given = new Promise<never>((_, reject) => {
      giveUp = () =>
        reject(
          new Error(`${url} was not read within ${this.#limitMs / 1000} s`),
        );
      limit.addEventListener('abort', giveUp, { once: true });
      if (limit.aborted) giveUp();
    });
    try {
      return await Promise.race([read, given]);
    } finally {
      limit.removeEventListener('abort', giveUp);
    }
  }
}
