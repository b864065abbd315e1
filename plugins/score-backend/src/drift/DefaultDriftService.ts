import { ConflictError, NotFoundError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ResourceDriver } from '@towpath/plugin-score-node';
import type {
  AcceptRequest,
  LookRequest,
  Resource,
} from '@towpath/plugin-score-common';
import type { ResourceStore } from '../database/ResourceStore';
import { requestOfRecord } from '../model/driverRequest';
import { observationDigest } from '../model/observationDigest';
import type { Seen } from '../model/Observed';
import type { ResourceRecord } from '../model/ResourceRecord';
import { toRef } from '../model/toRef';
import type { RecordPlaces } from '../places/RecordPlaces';
import type { Drivers } from '../planning/Drivers';
import type { ProvidedKeeper } from '../provisioning/ProvidedKeeper';
import type { ResourcePresenter } from '../provisioning/ResourcePresenter';
import type { DriftService } from './DriftService';
import type { Looker } from './Looker';

/** A person waits for it. */
const ANSWER_MS = 60_000;
/** Of one service at a time. */
const TOGETHER = 8;

interface Parts {
  resources: ResourceStore;
  places: RecordPlaces;
  drivers: Drivers;
  looker: Looker;
  keeper: ProvidedKeeper;
  presenter: ResourcePresenter;
  logger: LoggerService;
}

/** {@link DriftService} without asking who may. */
export class DefaultDriftService implements DriftService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async look({
    service,
    environment,
    resource,
  }: LookRequest): Promise<{ items: Resource[] }> {
    const { resources, presenter } = this.#parts;
    const all = await resources.findOf(toRef(service));
    const wanted = all.filter(
      one =>
        one.status === 'provided' &&
        (!environment || one.environment === environment) &&
        (!resource || one.id === resource),
    );
    if (resource && wanted.length === 0) throw whyNotLooked(all, resource);
    const signal = AbortSignal.timeout(ANSWER_MS);
    await eachOf(wanted, TOGETHER, one => this.#parts.looker.look(one, signal));
    const now = await Promise.all(wanted.map(({ id }) => resources.find(id)));
    return {
      items: await presenter.present(now.filter(one => one !== undefined)),
    };
  }

  async accept(id: string, { digest }: AcceptRequest): Promise<Resource> {
    const { drivers, looker, places, keeper, presenter, logger } = this.#parts;
    const record = await this.resource(id);
    const driver = drivers.get(record.driver);
    requireProvided(record);
    const signal = AbortSignal.timeout(ANSWER_MS);
    requireShown(await looker.look(record, signal), digest);
    if (!driver.accept) throw cannotAccept(record, driver);
    const request = requestOfRecord(record, await places.of(record));
    const accepted = await driver.accept(request, { signal, log: logger });
    await keeper.keepUnlessChanged(record, accepted);
    const now = await this.resource(id);
    await looker.look(now, signal);
    const [resource] = await presenter.present([now]);
    return resource;
  }

  /** @throws NotFoundError */
  async resource(id: string): Promise<ResourceRecord> {
    const record = await this.#parts.resources.find(id);
    if (record) return record;
    throw new NotFoundError(`There is no resource ${id}`);
  }
}

function requireProvided({ name, status }: ResourceRecord): void {
  if (status === 'provided') return;
  throw new ConflictError(
    `${name} is ${status}, and not provided: there is nothing of it that could be looked at`,
  );
}

function requireShown(seen: Seen, digest: string): void {
  if ('unasked' in seen) {
    throw new ConflictError(
      `Whether it is still so could not be asked: ${seen.unasked}`,
    );
  }
  const { answer } = seen;
  if (answer.status === 'as-provided') {
    throw new ConflictError('It is as it was provided: nothing is to accept');
  }
  if (answer.status === 'missing') {
    throw new ConflictError(
      `What is missing cannot be accepted: ${answer.reason}. Plan, and it is made again; or take it out of the Score file`,
    );
  }
  if (observationDigest(answer) !== digest) {
    throw new ConflictError(
      'It differs in another way than was shown. Look at it again, and then decide',
    );
  }
}

function cannotAccept({ name }: ResourceRecord, driver: ResourceDriver): Error {
  return new ConflictError(
    `The driver ${driver.name} cannot take what it finds for what was provided, so ${name} can only be mended: plan it`,
  );
}

function whyNotLooked(all: ResourceRecord[], id: string): Error {
  const record = all.find(one => one.id === id);
  if (!record) {
    return new NotFoundError(`The service has no resource ${id} there`);
  }
  return new ConflictError(
    `${record.name} is ${record.status}: what is provided can be looked at`,
  );
}

/** So many at a time, each once. */
async function eachOf<T>(
  items: T[],
  together: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: together }, lane));
}
