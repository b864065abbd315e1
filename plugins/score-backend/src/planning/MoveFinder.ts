import type { Diagnostic, ResourcePlan } from '@towpath/score';
import type { ResourceStore } from '../database/ResourceStore';
import type { Place, ResourceRecord } from '../model/ResourceRecord';
import { findMoves, suspectMoves, type Moves } from './findMoves';
import { sourceOf } from './movedFrom';

/** Finds what goes on under another name in a place. */
export class MoveFinder {
  readonly #resources: ResourceStore;

  constructor(resources: ResourceStore) {
    this.#resources = resources;
  }

  /**
   * @param records - what the place has.
   * @param shared - uids of what is another service's.
   */
  async find(
    { resources: asked }: ResourcePlan,
    at: Place,
    known: { records: ResourceRecord[]; shared: ReadonlySet<string> },
  ): Promise<Moves> {
    const { records, shared } = known;
    const own = asked.filter(({ uid }) => !shared.has(uid));
    const sources = own.flatMap(one => sourceOf(one) ?? []);
    const { moves, diagnostics } = findMoves({
      ...{ asked: own, records },
      ...(await this.#around(at, sources)),
    });
    const suspected: Diagnostic[] = suspectMoves(
      { asked, records },
      { moves, shared },
    );
    return { moves, diagnostics: [...diagnostics, ...suspected] };
  }

  async #around(at: Place, sources: string[]) {
    if (sources.length === 0) return { elsewhere: [], others: [] };
    const [all, others] = await Promise.all([
      this.#resources.findOf(at.service),
      this.#resources.findOfOthers(at, sources),
    ]);
    const elsewhere = all.filter(
      ({ environment, status }) =>
        environment !== at.environment && status !== 'kept',
    );
    return { elsewhere, others };
  }
}
