import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { serviceName } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { Place, ResourceRecord } from '../model/ResourceRecord';
import type { ResourceUse } from '../model/ResourceUse';
import type { ResourceRow } from './rows';

/** Who uses what another service has. That something is used, and that it goes, exclude each other here. */
export class UseStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor({ knex, clock }: { knex: Knex; clock: Clock }) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** What a service uses of others in an environment. */
  async ofPlace({ service, environment }: Place): Promise<ResourceUse[]> {
    return this.#table()
      .where({ service, environment })
      .orderBy(['name', 'resource']);
  }

  /** What a service uses of others, wherever. */
  async ofService(service: string): Promise<ResourceUse[]> {
    return this.#table()
      .where({ service })
      .orderBy(['environment', 'name', 'resource']);
  }

  /** Who uses each of these resources, by its id. */
  async ofResources(
    resources: string[],
    trx: Knex = this.#knex,
  ): Promise<Map<string, ResourceUse[]>> {
    const rows = await trx<ResourceUse>('resource_uses')
      .whereIn('resource', resources)
      .orderBy('service');
    const byResource = new Map<string, ResourceUse[]>();
    rows.forEach(row =>
      byResource.set(row.resource, [
        ...(byResource.get(row.resource) ?? []),
        row,
      ]),
    );
    return byResource;
  }

  /**
   * Writes down that a service uses it. Asked again, it changes nothing.
   *
   * @throws ConflictError when it is somebody else's by now or is not there, ServiceUnavailableError while its owner
   *   works on it
   */
  async begin(
    { id, service: owner, name: called }: ResourceRecord,
    use: Omit<ResourceUse, 'resource' | 'since'>,
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      const row = await lock(id, trx);
      if (row?.service !== owner) {
        throw new ConflictError(
          `${called} is not there any more as it was shown. Plan again`,
        );
      }
      const { service } = use;
      const before = await trx<ResourceUse>('resource_uses')
        .where({ resource: id, service })
        .first();
      if (!before) requireThere(row);
      const since = new Date(this.#clock.now());
      await trx<ResourceUse>('resource_uses')
        .insert({ ...use, resource: id, since })
        .onConflict(['resource', 'service'])
        .merge(['name']);
    });
  }

  async end({
    resource,
    service,
  }: Pick<ResourceUse, 'resource' | 'service'>): Promise<void> {
    await this.#table().where({ resource, service }).delete();
  }

  /**
   * Nobody can begin to use it until the end of the transaction.
   *
   * @throws ConflictError that names who uses it
   */
  async requireUnused(
    { id }: Pick<ResourceRecord, 'id'>,
    trx: Knex.Transaction,
  ): Promise<void> {
    await lock(id, trx);
    const users = (await this.ofResources([id], trx)).get(id) ?? [];
    const problem = whyInUse(users);
    if (problem) throw new ConflictError(problem);
  }

  /**
   * Gives a resource to a service that uses it. Who had it is a user from then on.
   *
   * @throws ConflictError when it is somebody else's by now, or the other one does not use it
   */
  async handOver(
    { id, service: from, name: called }: ResourceRecord,
    { to, owner, run }: { to: string; owner?: string; run: string },
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      const row = await lock(id, trx);
      if (row?.service === to) return;
      const use = await trx<ResourceUse>('resource_uses')
        .where({ resource: id, service: to })
        .first();
      if (row?.service !== from || row.status !== 'provided' || !use) {
        throw new ConflictError(
          `${called} cannot be handed over as it is now: ${to} has to use it, and nobody may be working on it`,
        );
      }
      const now = new Date(this.#clock.now());
      await trx<ResourceUse>('resource_uses')
        .where({ resource: id, service: to })
        .delete();
      await trx<ResourceUse>('resource_uses').insert({
        ...{ resource: id, service: from, environment: row.environment },
        ...{ name: row.name, run, since: now },
      });
      await trx<ResourceRow>('resources')
        .where({ id })
        .update({
          ...{ service: to, owner: owner ?? null, name: use.name, run },
          ...{ updated_at: now, look_at: now },
        });
    });
  }

  #table() {
    return this.#knex<ResourceUse>('resource_uses');
  }
}

/** Why what is used does not go; undefined where nobody uses it. */
export function whyInUse(users: ResourceUse[]): string | undefined {
  if (users.length === 0) return undefined;
  const who = users.map(({ service }) => service).join(', ');
  const use = users.length === 1 ? 'uses' : 'use';
  return `${who} ${use} it. Put it back into the Score file, hand it over, or have them take it out of theirs first`;
}

function lock(
  id: string,
  trx: Knex.Transaction,
): Promise<ResourceRow | undefined> {
  return trx<ResourceRow>('resources')
    .where({ id })
    .whereNot({ status: 'kept' })
    .forUpdate()
    .first();
}

function requireThere(row: ResourceRow): void {
  if (row.status === 'provided') return;
  if (row.status === 'providing') throw beingProvided(row);
  throw new ConflictError(couldNotProvide(row));
}

type Owned = Pick<ResourceRecord, 'name' | 'service'>;

/** What its owner works on can be used once that has come to its end. */
export function beingProvided({ name, service }: Owned): Error {
  return new ServiceUnavailableError(
    `A run works on ${name} of ${serviceName(
      service,
    )}, which owns it. It can be used once that has ended`,
  );
}

/** Why what its owner has not got cannot be used. */
export function couldNotProvide({ name, service }: Owned): string {
  return `${serviceName(
    service,
  )} owns ${name}, and the last run could not provide it. It can be used once that has been mended`;
}
