import { oneAtATime } from '@towpath/backend-kit';
import type { Check } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';

/** What was reported last of a check on a version. */
export type CheckReport = Check & { reportedBy: string; reportedAt: Date };

interface CheckRow {
  service: string;
  version: string;
  name: string;
  state: Check['state'];
  description: string | null;
  url: string | null;
  reported_by: string;
  reported_at: Date;
}

/** The newest report of each check on each version. */
export class CheckStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Looks and writes while nobody else reports on this service, in whichever process. */
  alone<T>(
    service: string,
    work: (store: CheckStore) => Promise<T>,
  ): Promise<T> {
    return this.#knex.transaction(async trx => {
      await oneAtATime(trx, `checks ${service}`);
      return work(new CheckStore(trx));
    });
  }

  /** Takes the place of an earlier report of the same check. */
  async put(report: CheckReport): Promise<void> {
    const row: CheckRow = {
      service: report.service,
      version: report.version,
      name: report.name,
      state: report.state,
      description: report.description ?? null,
      url: report.url ?? null,
      reported_by: report.reportedBy,
      reported_at: report.reportedAt,
    };
    await this.#knex<CheckRow>('checks')
      .insert(row)
      .onConflict(['service', 'version', 'name'])
      .merge();
  }

  /** How many other checks a version has, and how many other reports a service got since then. */
  async count(
    { service, version, name }: Pick<Check, 'service' | 'version' | 'name'>,
    since: Date,
  ): Promise<{ ofVersion: number; ofService: number }> {
    const others = () =>
      this.#knex<CheckRow>('checks')
        .where({ service })
        .whereNot(same => same.where({ version, name }));
    const [ofVersion, ofService] = await Promise.all([
      others().where({ version }).count(),
      others().where('reported_at', '>', since).count(),
    ]);
    return {
      ofVersion: Number(ofVersion[0].count),
      ofService: Number(ofService[0].count),
    };
  }

  async find(
    check: Pick<Check, 'service' | 'version' | 'name'>,
  ): Promise<CheckReport | undefined> {
    const { service, version, name } = check;
    const row = await this.#knex<CheckRow>('checks')
      .where({ service, version, name })
      .first();
    return row && toReport(row);
  }
}

function toReport(row: CheckRow): CheckReport {
  return {
    service: row.service,
    version: row.version,
    name: row.name,
    state: row.state,
    description: row.description ?? undefined,
    // Reports from before held any kind of address, and a link to a script breaks what shows it.
    url: row.url && /^https?:/i.test(row.url) ? row.url : undefined,
    reportedBy: row.reported_by,
    reportedAt: row.reported_at,
  };
}
