import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Caller, ProtectionTable } from '@towpath/backend-kit';
import {
  scoreStartPermission,
  SCORE_RUNS,
  type BeginScore,
  type ScoreApi,
} from '@towpath/plugin-score-common';
import type { WorkflowEngine } from '@towpath/workflow';
import { ownerOf, type Input } from './kind';

/** Begins runs, without asking who may. */
export class ScoreService {
  readonly #options: { catalog: CatalogService; engine: WorkflowEngine };

  constructor(options: { catalog: CatalogService; engine: WorkflowEngine }) {
    this.#options = options;
  }

  /**
   * Who owns the entity has to approve, if anybody does.
   *
   * @throws NotFoundError when it is not in the catalog
   */
  async begin(
    { entity: ref, reason }: BeginScore,
    { credentials, by }: Caller,
  ): ReturnType<ScoreApi['begin']> {
    const { catalog, engine } = this.#options;
    const entity = await catalog.getEntityByRef(ref, { credentials });
    if (!entity) throw new NotFoundError(`entity ${ref} is not in the catalog`);
    const input: Input = { entity: stringifyEntityRef(entity), reason };
    const owner = ownerOf(entity);
    const rule = { id: 'owner', count: 1, fourEyes: false };
    const { run } = await engine.start({
      kind: SCORE_RUNS,
      subject: input.entity,
      lockKey: input.entity,
      input,
      requestedBy: by,
      approval: owner
        ? { digest: input.entity, required: [{ ...rule, by: [owner] }] }
        : undefined,
    });
    return { id: run.id, link: `/runs/${run.id}` };
  }
}

/** Who may call what, and how it is written into the audit log. */
export const protection: ProtectionTable<ScoreService> = {
  begin: {
    callers: { service: scoreStartPermission },
    permission: scoreStartPermission,
    eventId: `${SCORE_RUNS}-begin`,
    meta: ({ entity, reason }) => ({ entity, reason }),
    outcome: ({ id }) => ({ id }),
  },
};
