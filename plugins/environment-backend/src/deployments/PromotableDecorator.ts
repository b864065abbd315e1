import type { Deployment } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentCell, DeploymentDecorator } from './decorators';
import { sourceCells } from './sourceCells';

// What arrived in the source after this version was there last. A version that was never seen there
// gives no row: how many came since is unknown. Counted within, so that PostgreSQL looks each one up by
// the index rather than reads the whole history.
const COUNT_SINCE = `
  SELECT asked.index, counted.behind
  FROM jsonb_to_recordset(:asked) AS asked (index int, service text, source text, version text)
  CROSS JOIN LATERAL (
    SELECT max(id) AS id FROM deployment_history AS same
    WHERE same.service = asked.service AND same.environment = asked.source
      AND same.version = asked.version
  ) AS seen
  CROSS JOIN LATERAL (
    SELECT count(*) AS behind FROM deployment_history AS later
    WHERE later.service = asked.service AND later.environment = asked.source
      AND later.id > seen.id
  ) AS counted
  WHERE counted.behind > 0`;

/** Adds whether there is something to promote, and how many versions a deployment is behind. */
export class PromotableDecorator implements DeploymentDecorator {
  constructor(
    private readonly knex: Knex,
    private readonly catalog: ServiceCatalog,
  ) {}

  async decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]> {
    const sources = await sourceCells(cells, this.catalog);
    const behind = await this.countBehind(cells, sources);
    return cells.map(({ deployment }, index) => {
      const source = sources[index];
      if (!isKnown(deployment) || !source?.version || !isKnown(source)) {
        return {};
      }
      const promotable = source.version !== deployment.version;
      return {
        promotable,
        behind: promotable ? behind.get(index) : 0,
      };
    });
  }

  private async countBehind(
    cells: DeploymentCell[],
    sources: (Deployment | undefined)[],
  ): Promise<Map<number, number>> {
    const asked = cells.flatMap(({ service, deployment }, index) => {
      const source = sources[index];
      return source?.version &&
        deployment.version &&
        source.version !== deployment.version
        ? [
            {
              index,
              service,
              source: source.environment,
              version: deployment.version,
            },
          ]
        : [];
    });
    if (asked.length === 0) return new Map();
    const { rows } = await this.knex.raw(COUNT_SINCE, {
      asked: JSON.stringify(asked),
    });
    return new Map(
      rows.map((row: { index: number; behind: string }) => [
        row.index,
        Number(row.behind),
      ]),
    );
  }
}

function isKnown({ state, unconfirmed }: Deployment): boolean {
  return state === 'deployed' && !unconfirmed;
}
