import { toColumns } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';
import type { Answer, Observed, Seen } from '../model/Observed';
import type { ResourceRecord } from '../model/ResourceRecord';

/** A row of the table `observations`. */
interface ObservationRow {
  resource: string;
  of: Date;
  status: Answer['status'] | null;
  differences: Answer['differences'];
  reason: string | null;
  looked_at: Date | null;
  drifted_at: Date | null;
  problem: string | null;
  problem_at: Date | null;
}

/** What came of writing down a look. */
export interface Noted {
  /** False when a run has changed the resource meanwhile, or somebody has looked later: then nothing was written. */
  isNoted: boolean;
  /** Since when, where it was as provided until this look. */
  newDrift?: Date;
  /** It is known to be another way than before. */
  isNews: boolean;
}

const OVERTAKEN: Noted = { isNoted: false, isNews: false };

/** What drivers found when they looked. Of a resource that was provided anew, what was found before does not count. */
export class ObservationStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor({ knex, clock }: { knex: Knex; clock: Clock }) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** By the id of the resource; those that nobody has looked at since they were provided are not in it. */
  async of(records: ResourceRecord[]): Promise<Map<string, Observed>> {
    const changedAt = new Map(records.map(one => [one.id, one.updatedAt]));
    const rows = await this.#knex<ObservationRow>('observations').whereIn(
      'resource',
      [...changedAt.keys()],
    );
    return new Map(
      rows
        .filter(row => isOf(row, changedAt.get(row.resource)!))
        .map(row => [row.resource, toObserved(row)]),
    );
  }

  /**
   * Writes down how a look ended, unless it is of something that is not so any more.
   *
   * @param options - `began` is when the look began, `nextAt` when the next one is due, `onDrift` is called in the
   *   transaction.
   */
  async note(
    record: ResourceRecord,
    seen: Seen,
    options: {
      began: Date;
      nextAt: Date;
      onDrift(since: Date, trx: Knex.Transaction): Promise<void>;
    },
  ): Promise<Noted> {
    return this.#knex.transaction(async trx => {
      const stands = await trx('resources')
        .where({ id: record.id, status: 'provided' })
        .where('updated_at', record.updatedAt)
        .update({ look_at: options.nextAt });
      if (stands === 0) return OVERTAKEN;
      const found = await trx<ObservationRow>('observations')
        .where({ resource: record.id })
        .first();
      const before = found && isOf(found, record.updatedAt) ? found : undefined;
      if (before?.looked_at && before.looked_at > options.began) {
        return OVERTAKEN;
      }
      const row = this.#rowOf(record, seen, before);
      await trx('observations')
        .insert(toColumns(row))
        .onConflict('resource')
        .merge();
      const newDrift =
        row.drifted_at && !before?.drifted_at ? row.drifted_at : undefined;
      if (newDrift) await options.onDrift(newDrift, trx);
      return { isNoted: true, newDrift, isNews: isNews(row, before) };
    });
  }

  /** What is not as provided in one place now, by name. */
  async driftedIn(place: {
    service: string;
    environment: string;
  }): Promise<{ name: string; observed: Observed }[]> {
    const rows = await this.#knex('resources')
      .join('observations', 'observations.resource', 'resources.id')
      .where('resources.service', place.service)
      .where('resources.environment', place.environment)
      .where('resources.status', 'provided')
      .whereRaw('observations.of = resources.updated_at')
      .whereNotNull('observations.drifted_at')
      .orderBy('resources.name')
      .select('observations.*', 'resources.name');
    return rows.map(row => ({ name: row.name, observed: toObserved(row) }));
  }

  #rowOf(
    { id, updatedAt }: ResourceRecord,
    seen: Seen,
    before: ObservationRow | undefined,
  ): ObservationRow {
    const now = new Date(this.#clock.now());
    if ('unasked' in seen) {
      return {
        ...{ status: null, differences: [], reason: null, looked_at: null },
        ...{ drifted_at: null, ...before },
        ...{ resource: id, of: updatedAt, problem: seen.unasked },
        problem_at: before?.problem_at ?? now,
      };
    }
    const { answer } = seen;
    const isFine = answer.status === 'as-provided';
    return {
      ...{ resource: id, of: updatedAt, status: answer.status },
      differences: answer.status === 'changed' ? answer.differences : [],
      reason: answer.status === 'missing' ? answer.reason : null,
      looked_at: now,
      drifted_at: isFine ? null : before?.drifted_at ?? now,
      problem: null,
      problem_at: null,
    };
  }
}

function isOf({ of }: ObservationRow, changedAt: Date): boolean {
  return of.getTime() === changedAt.getTime();
}

/** Only the time differs most often, and pages need not hear of that. */
function isNews(row: ObservationRow, before?: ObservationRow): boolean {
  const told = (one?: ObservationRow) =>
    JSON.stringify([one?.status, one?.differences, one?.reason, one?.problem]);
  return told(row) !== told(before);
}

function toObserved(row: ObservationRow): Observed {
  const { status, differences, reason, looked_at: at, problem } = row;
  return {
    answer:
      status && at
        ? {
            ...{ status, differences, at },
            reason: reason ?? undefined,
            driftedAt: row.drifted_at ?? undefined,
          }
        : undefined,
    unasked:
      problem === null
        ? undefined
        : { reason: problem, since: row.problem_at! },
  };
}
