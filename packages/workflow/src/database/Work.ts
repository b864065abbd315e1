import type { Knex } from 'knex';
import type { Clock } from '@towpath/clock';
import type { RunKinds } from '../kinds/RunKinds';
import type { Scrubber } from '../text/Scrubber';
import type { RunChange } from '../types';
import { toRun, type RunRow } from './rows';

/** What every operation on runs needs. */
export interface Services {
  kinds: RunKinds;
  scrubber: Scrubber;
  clock: Clock;
  leaseMs: number;
}

/** One transaction, and what it changed: to be told when it is committed, not before. */
export class Work {
  readonly changes: RunChange[] = [];

  constructor(readonly trx: Knex.Transaction, readonly services: Services) {}

  now(): Date {
    return new Date(this.services.clock.now());
  }

  changed(row: RunRow, what: RunChange['what']): void {
    this.changes.push({ run: toRun(row), what });
  }
}
