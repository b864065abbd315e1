import {
  stringifyTargetRef,
  type Deployment,
} from '@towpath/plugin-environment-common';
import type {
  DeploymentCell,
  DeploymentDecorator,
} from '../../deployments/decorators';
import type { HoldStore, HeldPlace } from './HoldStore';

/** Tells of each deployment whether automatic promotion pauses there. */
export class HoldDecorator implements DeploymentDecorator {
  readonly #store: HoldStore;

  constructor(store: HoldStore) {
    this.#store = store;
  }

  async decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]> {
    const targets = cells.map(toTarget);
    const holds = await this.#store.findAll(targets);
    const byKey = new Map(holds.map(hold => [stringifyTargetRef(hold), hold]));
    return targets.map(target => {
      const hold = byKey.get(stringifyTargetRef(target));
      return hold
        ? {
            hold: {
              since: hold.since.toISOString(),
              reason: hold.reason,
              by: hold.by,
            },
          }
        : {};
    });
  }
}

function toTarget({ service, deployment }: DeploymentCell): HeldPlace {
  return { service, environment: deployment.environment };
}
