import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Caller } from '@towpath/backend-kit';
import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import {
  UPKEEP_RUNS,
  type HandOverRequest,
  type Resealed,
  type UpkeepRequest,
} from '@towpath/plugin-score-common';
import { bindKey, type WorkflowEngine } from '@towpath/workflow';
import type { ResourceStore } from '../database/ResourceStore';
import type { SecretStore } from '../database/SecretStore';
import type { UseStore } from '../database/UseStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import type { ResourceRecord } from '../model/ResourceRecord';
import { toRef } from '../model/toRef';
import type { Drivers } from '../planning/Drivers';
import type { DriverWork, UpkeepInput, UpkeepWork } from './Upkeep';
import type { BegunUpkeep, UpkeepService } from './UpkeepService';
import { resealSecrets } from './resealSecrets';
import { whyNotHandOver } from './whyNotHandOver';
import { whyNotKeepUp } from './whyNotKeepUp';

/** Tens of thousands take a minute. */
const RESEAL_MS = 10 * 60_000;

/** {@link UpkeepService} without asking who may. */
export class DefaultUpkeepService implements UpkeepService {
  readonly #parts: {
    engine: WorkflowEngine;
    resources: ResourceStore;
    drivers: Drivers;
    secrets: SecretStore;
    uses: UseStore;
    definitions: DefinitionFolder;
  };

  constructor(parts: {
    engine: WorkflowEngine;
    resources: ResourceStore;
    drivers: Drivers;
    secrets: SecretStore;
    uses: UseStore;
    definitions: DefinitionFolder;
  }) {
    this.#parts = parts;
  }

  rotate = this.#beginner('rotate');
  restore = this.#beginner('restore');
  removeCopy = this.#beginner('remove');
  handOver = this.#beginner('hand-over');

  async reseal(): Promise<Resealed> {
    return resealSecrets(this.#parts.secrets, AbortSignal.timeout(RESEAL_MS));
  }

  /** @throws NotFoundError */
  async resource(id: string): Promise<ResourceRecord> {
    const record = await this.#parts.resources.find(id);
    if (record) return record;
    throw new NotFoundError(`There is no resource ${id}`);
  }

  #beginner(work: UpkeepWork) {
    return async (
      id: string,
      { reason, to: given }: UpkeepRequest & Partial<HandOverRequest>,
      { by }: Caller,
      idempotencyKey?: string,
    ): Promise<BegunUpkeep> => {
      const { engine } = this.#parts;
      const record = await this.resource(id);
      const to = given && toRef(given);
      await this.#requireFit(work, record, to);
      const { name, type, service, environment } = record;
      const input: UpkeepInput = {
        ...{ work, resource: id, name, type, class: record.class },
        ...{ service, environment, reason, to },
      };
      const { run } = await engine.start({
        kind: UPKEEP_RUNS,
        subject: service,
        // That of provisionings, so that one waits for the other.
        lockKey: stringifyTargetRef({ service, environment }),
        input,
        requestedBy: by,
        idempotencyKey: bindKey(idempotencyKey, { work, id, reason, to }),
      });
      return { id: run.id, link: `/runs/${run.id}` };
    };
  }

  async #requireFit(
    work: UpkeepWork,
    record: ResourceRecord,
    to?: string,
  ): Promise<void> {
    const whyNot =
      work === 'hand-over'
        ? await whyNotHandOver(record, to, this.#parts)
        : await this.#whyNot(work, record);
    if (whyNot) throw new ConflictError(whyNot);
  }

  async #whyNot(work: DriverWork, record: ResourceRecord) {
    const { drivers, resources } = this.#parts;
    const successors = await resources.findSuccessors(record);
    const driver = drivers.get(record.driver);
    return whyNotKeepUp(work, record, { driver, successors });
  }
}
