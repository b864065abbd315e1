import {
  getPromotionSource,
  type Deployment,
} from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentCell, DeploymentDecorator } from './decorators';

// What arrived in the source after this version was there last. A version that was never seen there
// gives no row: how many came since is unknown.
const COUNT_SINCE = `
  SELECT asked.index, count(later.id) AS behind
  FROM jsonb_to_recordset(:asked) AS asked (index int, service text, source text, version text)
  CROSS JOIN LATERAL (
    SELECT max(id) AS id FROM deployment_history AS same
    WHERE same.service = asked.service AND same.environment = asked.source
      AND same.version = asked.version
  ) AS seen
  JOIN deployment_history AS later
    ON later.service = asked.service AND later.environment = asked.source
      AND later.id > seen.id
  GROUP BY asked.index`;

/** Adds whether there is something to promote, and how many versions a deployment is behind. */
export class PromotableDecorator implements DeploymentDecorator {
  constructor(
    private readonly knex: Knex,
    private readonly catalog: ServiceCatalog,
  ) {}

  async decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]> {
    const sources = await this.sourcesOf(cells);
    const behind = await this.countBehind(cells, sources);
    return cells.map(({ deployment }, index) => {
      const source = sources[index];
      if (deployment.state !== 'deployed' || !source?.version) return {};
      const promotable = source.version !== deployment.version;
      return {
        promotable,
        behind: promotable ? behind.get(index) : 0,
      };
    });
  }

  /** For each cell the deployment that its versions come from. */
  private async sourcesOf(cells: DeploymentCell[]) {
    const environments = await this.catalog.listEnvironments();
    const sourceOf = new Map(
      environments.map(environment => [
        environment.metadata.name,
        getPromotionSource(environment)?.name,
      ]),
    );
    const byKey = new Map(
      cells.map(({ service, deployment }) => [
        `${service}@${deployment.environment}`,
        deployment,
      ]),
    );
    return cells.map(({ service, deployment }) =>
      byKey.get(`${service}@${sourceOf.get(deployment.environment)}`),
    );
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
