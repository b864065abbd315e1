import os from 'node:os';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';

/** After so long a folder that no backend speaks for counts as gone. */
const SILENT_MS = 10 * 60_000;

interface PlaceRow {
  place: string;
  host: string;
  heard_at: Date;
}

/** Which folders of runs are still in the hands of a backend. */
export class Places {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor({ knex, clock }: { knex: Knex; clock: Clock }) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** This backend has it. */
  async note(place: string): Promise<void> {
    const row = { place, host: os.hostname(), heard_at: this.#now() };
    await this.#knex<PlaceRow>('state_places')
      .insert(row)
      .onConflict('place')
      .merge();
  }

  /**
   * Why what runs in a folder is taken for lost; undefined while it is not. One of which nothing was ever heard has
   * its time from now on.
   */
  async whyLost(place: string): Promise<string | undefined> {
    const found = await this.#find(place);
    if (!found) {
      await this.#knex<PlaceRow>('state_places')
        .insert({ place, host: 'unknown', heard_at: this.#now() })
        .onConflict('place')
        .ignore();
      return undefined;
    }
    const { host, heard_at: heard } = found;
    if (this.#clock.now() - Number(heard) < SILENT_MS) return undefined;
    return `The host ${host}, where it ran, was not heard of since ${heard.toISOString()}`;
  }

  async #find(place: string): Promise<PlaceRow | undefined> {
    return this.#knex<PlaceRow>('state_places').where({ place }).first();
  }

  #now(): Date {
    return new Date(this.#clock.now());
  }
}
