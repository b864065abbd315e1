import type { ModuleSource } from '@towpath/plugin-terraform-stacks-common';
import type { Knex } from 'knex';
import type { StateFacts } from '../model/StackRunInput';
import { joinNewestState, resourcesHeld } from './newestState';

/** Whose a stack is, and where its state lies. */
export interface StackRow {
  key: string;
  /** Full entity reference. */
  owner: string;
  /** Who said whose it is. */
  said_by: string;
  /** Who had it first, whoever has it now. */
  made_by: string;
  since: Date;
  /** See {@link readPlace}; null for a state in the database. */
  place: string | null;
}

/** What is known of how a stack stands, beside its state. */
export interface StackFacts {
  /** The newest run that was to change it. */
  last_run: string | null;
  /** What the newest apply left, where states are kept in files; -1 where that is not known. */
  resources: number;
  outputs_digest: string | null;
  /** Why it is to be planned again. */
  outdated: string | null;
  /** Since when. */
  outdated_at: Date | null;
}

/** What an apply has made of what a stack is defined as. */
export interface Applied {
  /** Since when the definition is so that was applied whole; null for something else; absent where that stays as it was. */
  definedAt?: Date | null;
  /** When outputs of others were read that it takes; absent where not all was applied. */
  readAt?: Date;
}

/** A stack as lists show it. `resources` is how many the newest state holds, whoever wrote that; -1 where it cannot be read. */
export interface ListedStack extends StackRow, StackFacts {
  environment: string | null;
  service: string | null;
  cost_centre: string | null;
  module: ModuleSource | null;
  module_words: string | null;
  drift_status: 'in-sync' | 'drifted' | 'unknown' | null;
  drift_why: string | null;
  drift_at: Date | null;
  drift_seen_at: Date | null;
  drift_since: Date | null;
  drift_run: string | null;
  run_status: string | null;
  run_at: Date | null;
}

/** Which stacks; all that is given has to be so. */
export interface StackFilter {
  /** Part of a key or module. */
  query?: string;
  owner?: string;
  environment?: string;
  service?: string;
  drift?: 'drifted' | 'in-sync' | 'unknown';
  lastRun?: string;
}

const UP_TO_DATE = { outdated: null, outdated_at: null };

const LISTED = [
  's.*',
  ...['d.environment', 'd.service', 'd.cost_centre', 'd.module'],
  'd.module_words',
  ...['x.status as drift_status', 'x.why as drift_why', 'x.at as drift_at'],
  ...['x.seen_at as drift_seen_at', 'x.since as drift_since'],
  'x.run as drift_run',
];

/** Remembers whose each stack is; the first who asks for a stack that is nobody's has it. */
export class StackStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(key: string): Promise<(StackRow & StackFacts) | undefined> {
    return this.#knex('stacks').where({ key }).first();
  }

  /** What a stack is defined for. */
  async placeOf(
    key: string,
  ): Promise<{ environment?: string; service?: string }> {
    const row = await this.#knex('stack_definitions')
      .where({ key })
      .first('environment', 'service');
    return {
      environment: row?.environment ?? undefined,
      service: row?.service ?? undefined,
    };
  }

  /**
   * A page by key, and how many there are in all.
   *
   * @param page `after` is the last key of the page before
   */
  async list(
    filter: StackFilter,
    { limit, after = '' }: { limit: number; after?: string },
  ): Promise<{ rows: ListedStack[]; total: number }> {
    const [rows, [{ count }]] = await Promise.all([
      this.#listed(filter).where('s.key', '>', after).limit(limit),
      this.#found(filter).count(),
    ]);
    return { rows, total: Number(count) };
  }

  async findListed(key: string): Promise<ListedStack | undefined> {
    return this.#listed({}).where('s.key', key).first();
  }

  #listed(filter: StackFilter): Knex.QueryBuilder {
    const runAt = 'coalesce(r.ended_at, r.started_at, r.created_at) as run_at';
    return this.#found(filter)
      .orderBy('s.key')
      .select(...LISTED, 'r.status as run_status')
      .select(
        this.#knex.raw(runAt),
        this.#knex.raw(`${resourcesHeld} as resources`),
      );
  }

  /** The newest run is joined from the table of the engine, which is in this database: lists ask by how it stands. */
  #found({ query, drift, lastRun, ...same }: StackFilter): Knex.QueryBuilder {
    const { owner, environment, service } = same;
    const equal = { 's.owner': owner, 'd.environment': environment };
    return joinNewestState(this.#knex('stacks as s'))
      .leftJoin('stack_definitions as d', 'd.key', 's.key')
      .leftJoin('stack_drifts as x', 'x.key', 's.key')
      .leftJoin('workflow_runs as r', 'r.id', 's.last_run')
      .where(defined({ ...equal, 'd.service': service, 'r.status': lastRun }))
      .where(builder => {
        if (query) hasText(builder, query);
        if (drift === 'unknown') {
          builder.whereRaw("coalesce(x.status, 'unknown') = 'unknown'");
        } else if (drift) builder.where('x.status', drift);
      });
  }

  /** Two who ask at once, in whichever process, get the same answer. */
  async claim(row: StackRow): Promise<StackRow> {
    const [mine] = await this.#knex<StackRow>('stacks')
      .insert(row)
      .onConflict('key')
      .ignore()
      .returning('*');
    return mine ?? (await this.find(row.key)) ?? this.claim(row);
  }

  /** Says whose it is from now on, if it is still whose it was. */
  async handOn(was: string, { key, owner, said_by, since }: StackRow) {
    await this.#knex<StackRow>('stacks')
      .where({ key, owner: was })
      .update({ owner, said_by, since });
  }

  /** Its state is in no folder any more. */
  async moveToDatabase(key: string, place: string): Promise<void> {
    await this.#knex<StackRow>('stacks')
      .where({ key, place })
      .update({ place: null });
  }

  async release(key: string): Promise<void> {
    await this.#knex<StackRow>('stacks').where({ key }).delete();
  }

  /** @param run the newest that is to change the stack */
  async beginsRun(key: string, run: string, trx: Knex): Promise<void> {
    await trx('stacks').where({ key }).update({ last_run: run });
  }

  /**
   * What an apply left that ended well. Answers whether the stack gives out something else now. What has outdated the
   * stack since its plan was made outdates it still.
   */
  async keepApplied(
    { key, definedAt, readAt }: Applied & { key: string },
    left: StateFacts | undefined,
    trx: Knex,
  ): Promise<{ hasOtherOutputs: boolean }> {
    const row: StackFacts | undefined = await trx('stacks')
      .where({ key })
      .forUpdate()
      .first();
    if (!row) return { hasOtherOutputs: false };
    await trx('stacks')
      .where({ key })
      .update({
        resources: left?.resources ?? -1,
        outputs_digest: left?.outputsDigests[0] ?? null,
        ...(definedAt !== undefined && { applied_as_of: definedAt }),
        ...(readAt && isBy(row.outdated_at, readAt) && UP_TO_DATE),
      });
    const before = row.outputs_digest;
    const hasOtherOutputs =
      before !== null && !!left && !left.outputsDigests.includes(before);
    return { hasOtherOutputs };
  }

  /** What an apply left that did not end well. */
  async keepLeft(key: string, left: StateFacts, trx: Knex): Promise<void> {
    const { resources } = left;
    await trx('stacks').where({ key }).update({ resources });
  }

  /** The stacks that use what this one gives out are to be planned again. */
  async outdateUsersOf(
    { key, at }: { key: string; at: Date },
    trx: Knex,
  ): Promise<void> {
    const users = trx('stack_inputs').where({ upstream: key }).select('key');
    const outdated = `The stack "${key}" gives out something else since it was applied last`;
    await trx('stacks')
      .whereIn('key', users)
      .update({ outdated, outdated_at: at });
  }

  async markTold(run_id: string): Promise<void> {
    await this.#knex('told_runs').insert({ run_id }).onConflict().ignore();
  }

  async isTold(run_id: string): Promise<boolean> {
    const row = await this.#knex('told_runs').where({ run_id }).first();
    return row !== undefined;
  }
}

function isBy(time: Date | null, by: Date): boolean {
  return time === null || time <= by;
}

function defined(wanted: Record<string, string | undefined>) {
  return Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== undefined),
  );
}

function hasText(builder: Knex.QueryBuilder, query: string): void {
  const pattern = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
  builder.whereRaw('(s.key ilike ? or d.module_words ilike ?)', [
    pattern,
    pattern,
  ]);
}
