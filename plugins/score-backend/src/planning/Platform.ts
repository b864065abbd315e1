import { readFile } from 'node:fs/promises';
import { InputError } from '@backstage/errors';
import type { Money } from '@towpath/plugin-score-common';
import {
  monthlyCost,
  readPrices,
  type Prices,
} from '@towpath/resource-definitions';
import type { FilledResource } from '../model/Resolved';
import type { ServicePlace } from '../model/ServicePlace';
import type { PatchFolder, ReadPatches } from '../patches/PatchFolder';
import { PlatformProfile } from './PlatformProfile';
import { contextOf } from './resolveResources';

/** What a text says, read once while it stays the same. */
class Reading<T> {
  #last?: { text: string; value: T };

  of(text: string, read: (text: string) => T): T {
    if (this.#last?.text !== text) this.#last = { text, value: read(text) };
    return this.#last.value;
  }
}

/** What a platform sets on and changes in every workload, and what things cost: files that the platform team edits. */
export class Platform {
  readonly #options: {
    profile?: string;
    prices?: string;
    image: string;
    patches: PatchFolder;
  };
  readonly #profile = new Reading<PlatformProfile>();
  readonly #prices = new Reading<Prices>();

  /** Paths of files, and the image of a service that names none, with `{service}` in it. */
  constructor(options: {
    profile?: string;
    prices?: string;
    image: string;
    patches: PatchFolder;
  }) {
    this.#options = options;
  }

  /** @throws InputError with what is wrong with the file */
  async profile(): Promise<PlatformProfile> {
    const { profile: file } = this.#options;
    const text = (await this.profileText()) ?? '';
    return this.#profile.of(text, one =>
      PlatformProfile.read(one, file ?? 'the profile'),
    );
  }

  /** As its file says it; undefined where there is none. */
  async profileText(): Promise<string | undefined> {
    const { profile: file } = this.#options;
    return file ? readFile(file, 'utf8') : undefined;
  }

  /** Of files that cannot be used, what they said when they last could. */
  patches(): Promise<ReadPatches> {
    return this.#options.patches.get();
  }

  /** What a resource costs a month; undefined where nothing says. */
  async costOf(
    resource: FilledResource,
    place: ServicePlace,
  ): Promise<Money | undefined> {
    const prices = await this.#readPrices();
    if (!prices) return undefined;
    const { definition, params } = resource;
    const context = contextOf(resource, params, place);
    const { amount, ...cost } = monthlyCost(definition, context, prices);
    return 'currency' in cost && amount !== undefined
      ? { amount, currency: cost.currency }
      : undefined;
  }

  imageOf(service: string): string {
    return this.#options.image.replaceAll('{service}', service);
  }

  async #readPrices(): Promise<Prices | undefined> {
    const { prices: file } = this.#options;
    if (!file) return undefined;
    return this.#prices.of(await readFile(file, 'utf8'), text => {
      const { prices, problems } = readPrices(text, file);
      if (prices) return prices;
      throw new InputError(
        problems.map(({ message }) => `${file}: ${message}`).join('; '),
      );
    });
  }
}
