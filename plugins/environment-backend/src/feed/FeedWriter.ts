import { isDeepStrictEqual } from 'node:util';
import { readServices } from '../catalog/readServices';
import type { FeedOptions } from './Feed';
import type { InstanceFollower } from './InstanceFollower';
import type { InstanceRow } from './InstanceRow';
import { LeaseLostError, type Lease } from './Lease';
import type { Changes, FeedState } from './FeedState';
import { sleepUnless } from './sleepUnless';
import { writeChanges } from './writeChanges';

/** What comes within it is written together. */
const GATHER_MS = 100;
/** The catalog, the lease and the state of instances are looked at so often, whatever changes. */
const LOOK_EVERY_MS = 500;
const RENEW_EVERY_MS = 3_000;
const TELL_SYNCED_EVERY_MS = 5_000;

/** Writes what changes in a {@link FeedState}, many changes at a time. */
export class FeedWriter {
  readonly #lease: Lease;
  readonly #options: FeedOptions;
  readonly #state: { feedState: FeedState; followers: InstanceFollower[] };
  #catalogRevision?: string;
  #renewedAt = -Infinity;
  readonly #written = new Map<string, InstanceRow>();

  constructor(
    lease: Lease,
    options: FeedOptions,
    state: { feedState: FeedState; followers: InstanceFollower[] },
  ) {
    this.#lease = lease;
    this.#options = options;
    this.#state = state;
  }

  /** Ends with the signal, or throws what {@link Lease.write} and the database throw. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#forgetRemovedInstances();
    while (!signal.aborted) {
      await this.#renew();
      // First: without the catalog it would look as if nothing was deployed anywhere.
      await this.#readCatalog();
      await this.#write();
      await this.#rest(signal).catch(() => {});
    }
  }

  /** Until there is something to write: a run that waits for Argo CD goes on when it is written. */
  async #rest(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const { feedState } = this.#state;
    await clock.sleep(GATHER_MS, signal);
    const changes = (ended: AbortSignal) => feedState.changed(ended);
    await sleepUnless(clock, LOOK_EVERY_MS - GATHER_MS, changes, signal);
  }

  async #renew(): Promise<void> {
    const now = this.#options.clock.now();
    if (now - this.#renewedAt < RENEW_EVERY_MS) return;
    if (!(await this.#lease.hold())) throw new LeaseLostError('feed');
    this.#renewedAt = now;
  }

  async #readCatalog(): Promise<void> {
    const { knex } = this.#options;
    const { revision } = await knex('catalog_revision').first('revision');
    if (revision === this.#catalogRevision) return;
    const services = await readServices(knex);
    const environments = await knex('environments').pluck('entity');
    this.#state.feedState.setCatalog(services, environments);
    this.#catalogRevision = revision;
  }

  async #write(): Promise<void> {
    const now = new Date(this.#options.clock.now());
    const changes = this.#state.feedState.takeChanges(now);
    const statuses = this.#changedStatuses(now);
    if (countOf(changes) + statuses.length === 0) return;
    await this.#lease.write(async trx => {
      await writeChanges(trx, changes, now);
      if (statuses.length > 0) {
        await trx('instances').insert(statuses).onConflict('name').merge();
      }
    });
    const instances = statuses.some(({ name, message }) => {
      const before = this.#written.get(name);
      return before && before.message !== message;
    });
    for (const row of statuses) this.#written.set(row.name, row);
    const deployments = [...changes.deployments, ...changes.goneDeployments];
    const services = unique(deployments.map(({ service }) => service));
    const applications = unique(
      this.#state.feedState.servicesOf(changes.applications),
    );
    if (services.length + applications.length === 0 && !instances) return;
    await this.#options.onChange({ services, applications, instances });
  }

  #changedStatuses(now: Date): InstanceRow[] {
    return this.#state.followers
      .map(({ status }) => status)
      .filter(row => {
        const before = this.#written.get(row.name);
        if (!before) return true;
        const { synced_at: syncedAt, ...rest } = row;
        const { synced_at: toldAt, ...told } = before;
        if (!isDeepStrictEqual(rest, told)) return true;
        return (
          Number(syncedAt) !== Number(toldAt) &&
          Number(now) - Number(toldAt) >= TELL_SYNCED_EVERY_MS
        );
      });
  }

  async #forgetRemovedInstances(): Promise<void> {
    const names = this.#options.instances.names();
    await this.#lease.write(async trx => {
      await trx('applications').whereNotIn('instance', names).delete();
      await trx('instances').whereNotIn('name', names).delete();
    });
  }
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}

function countOf(changes: Changes): number {
  return Object.values(changes).reduce((sum, rows) => sum + rows.length, 0);
}
