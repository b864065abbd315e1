import { ConflictError, isError } from '@backstage/errors';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { RollbackPreview } from '@towpath/plugin-environment-common';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { findApplication } from '../deployments/findApplication';
import { readApplication } from '../deployments/readApplication';
import { requirePlace } from '../deployments/requirePlace';
import type { FreezeFinder } from '../gates/freezes/findActiveFreeze';
import { rollbackOf } from '../model/abilities';
import { reversalOf } from '../model/reversalOf';
import { isRollback, type DeliveryRun, type Reversal } from '../model/runs';
import { readValues, requireUnchanged } from '../steps/parameters';
import type { PromotionReader } from './PromotionReader';

interface Options {
  reader: PromotionReader;
  deployments: DeploymentStore;
  repositories: GitRepositories;
  instances: ArgoCdInstances;
  freezes: FreezeFinder;
}

/** Says what a rollback would write back, without writing. */
export class RollbackPreviewer {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async preview(run: DeliveryRun): Promise<RollbackPreview> {
    const { reader } = this.#options;
    const ability = rollbackOf(run, await reader.surroundings(run));
    const reversal = isRollback(run) ? undefined : reversalOf(run);
    if (!reversal || !ability.allowed) {
      const why = ability.allowed ? undefined : ability.why;
      return { possible: false, why, edits: reversal?.edits ?? [] };
    }
    const { service, to, version, edits } = reversal;
    const [changed, freeze] = await Promise.all([
      this.#whatChanged(reversal),
      this.#options.freezes.findActive(service.ref, to),
    ]);
    return {
      possible: changed === undefined,
      ...(changed && { why: changed }),
      version,
      edits,
      ...(freeze && { freeze }),
    };
  }

  /** Why what was written is not the service's any more, or not what the promotion wrote. */
  async #whatChanged(reversal: Reversal): Promise<string | undefined> {
    try {
      await this.#requireUnchanged(reversal);
      return undefined;
    } catch (error) {
      const names = ['ConflictError', 'NotFoundError'];
      if (isError(error) && names.includes(error.name)) return error.message;
      throw error;
    }
  }

  async #requireUnchanged(reversal: Reversal) {
    const { repositories, instances, deployments } = this.#options;
    await requirePlace(deployments, reversal);
    const { written } = reversal;
    if (written.type === 'parameter') {
      const application = await findApplication(this.#options, reversal);
      const { spec } = await readApplication(instances, application);
      const now = readValues(spec, written.after, written.sourcePosition);
      requireUnchanged(now, written.after, application);
      return;
    }
    const repository = repositories.open({
      url: written.repository,
      branch: written.branch,
    });
    const undo = written.values.map(value => value.undo);
    const { values } = await repository.preview(undo);
    for (const [index, { file, path, after }] of written.values.entries()) {
      const { before } = values[index];
      if (before !== after) {
        throw new ConflictError(
          `${path} in ${file} ${describe(
            before,
            after,
          )} any more, so it is not written back. Change it by hand`,
        );
      }
    }
  }
}

/** Values are said; the text of a whole file is not. */
function describe(now: string | undefined, was: string | undefined): string {
  return [now, was].some(text => text?.includes('\n'))
    ? 'is not as it was written'
    : `is ${now ?? 'not set'} and not ${was ?? 'absent'}`;
}
