import type { Deployment } from '@towpath/plugin-environment-common';
import type {
  DeploymentCell,
  DeploymentDecorator,
} from '../../deployments/decorators';
import type { HoldStore, HoldTarget } from './HoldStore';

/** Tells of each deployment whether automatic promotion pauses there. */
export class HoldDecorator implements DeploymentDecorator {
  constructor(private readonly store: HoldStore) {}

  async decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]> {
    const targets = cells.map(toTarget);
    const holds = await this.store.findAll(targets);
    const byKey = new Map(holds.map(hold => [keyOf(hold), hold]));
    return targets.map(target => {
      const hold = byKey.get(keyOf(target));
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

function toTarget({ service, deployment }: DeploymentCell): HoldTarget {
  return { service, environment: deployment.environment };
}

function keyOf({ service, environment }: HoldTarget): string {
  return `${service}@${environment}`;
}
