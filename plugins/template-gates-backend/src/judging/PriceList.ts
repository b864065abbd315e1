import type { LoggerService } from '@backstage/backend-plugin-api';
import { readPrices, type Price } from '@towpath/resource-definitions';
import { readFile } from 'node:fs/promises';

/** What rules see of a price. */
export type KnownPrice = Price & { currency: string; sample: boolean };

/** What things cost, as a file of the platform team says at the moment. */
export class PriceList {
  readonly #file: string | undefined;
  readonly #logger: LoggerService;
  #last?: { text: string; prices?: Record<string, KnownPrice> };

  constructor(options: { file?: string; logger: LoggerService }) {
    this.#file = options.file;
    this.#logger = options.logger;
  }

  /**
   * By key; empty where no file was named. Undefined for a file that cannot be used, which is in the log: a rule that
   * asks for a price then cannot say, instead of taking it for none.
   */
  async get(): Promise<Record<string, KnownPrice> | undefined> {
    if (!this.#file) return {};
    const text = await readFile(this.#file, 'utf8').catch(error => {
      this.#logger.error(`The prices cannot be read: ${error.message}`);
      return undefined;
    });
    if (text === undefined) return undefined;
    if (this.#last?.text !== text) {
      this.#last = { text, prices: this.#read(text, this.#file) };
    }
    return this.#last.prices;
  }

  #read(text: string, file: string): Record<string, KnownPrice> | undefined {
    const { prices: list, problems } = readPrices(text, file);
    problems.forEach(({ message, path }) =>
      this.#logger.error(`${file}: ${path}: ${message}`),
    );
    if (!list) return undefined;
    const { currency, sample = false, prices } = list;
    return Object.fromEntries(
      Object.entries(prices).map(([key, price]) => [
        key,
        { ...price, currency, sample },
      ]),
    );
  }
}
