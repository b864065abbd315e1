import type { Deployment } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import { countBehind, type KnownVersion } from './countBehind';
import type { DeploymentCell, DeploymentDecorator } from './decorators';
import { isKnown } from './isKnown';

// Of the newest deployments to the source, so that PostgreSQL looks them up by the index rather than reads the
// whole history. What has no word on its health was not seen by the portal, and counts.
const LIST_VERSIONS = `
  SELECT asked.index, known.versions
  FROM jsonb_to_recordset(:asked) AS asked (index int, service text, source text)
  CROSS JOIN LATERAL (
    SELECT json_agg(one) AS versions FROM (
      SELECT version, max(id) AS arrived, bool_or(was_healthy IS NOT false) AND NOT EXISTS (
          SELECT 1 FROM setbacks AS taken
          WHERE taken.service = asked.service AND taken.environment = asked.source
            AND taken.version = latest.version
        ) AS counts
      FROM (
        SELECT id, version, was_healthy FROM deployment_history
        WHERE service = asked.service AND environment = asked.source
        ORDER BY id DESC LIMIT 200
      ) AS latest
      GROUP BY version
    ) AS one
  ) AS known`;

interface Asked {
  index: number;
  service: string;
  /** Environment. */
  source: string;
  /** The version here, and the one there. */
  here: string;
  there: string;
}

/** Adds how many versions a deployment is behind. */
export class BehindDecorator implements DeploymentDecorator {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]> {
    const behind = await this.#countAll(findDifferent(cells));
    return cells.map(({ deployment, source }, index) => {
      if (!isKnown(deployment) || !source?.version || !isKnown(source)) {
        return {};
      }
      const isThere = source.version === deployment.version;
      return { behind: isThere ? 0 : behind.get(index) };
    });
  }

  async #countAll(asked: Asked[]): Promise<Map<number, number>> {
    if (asked.length === 0) return new Map();
    const { rows } = await this.#knex.raw(LIST_VERSIONS, {
      asked: JSON.stringify(asked),
    });
    const known = new Map<number, KnownVersion[]>(
      rows.map((row: { index: number; versions: KnownVersion[] | null }) => [
        row.index,
        row.versions ?? [],
      ]),
    );
    return new Map(
      asked.flatMap(({ index, here, there }) => {
        const count = countBehind(known.get(index) ?? [], here, there);
        return count === undefined ? [] : [[index, count] as const];
      }),
    );
  }
}

function findDifferent(cells: DeploymentCell[]): Asked[] {
  return cells.flatMap(({ service, deployment, source }, index) => {
    const there = source?.version;
    const here = deployment.version;
    return there && here && there !== here
      ? [{ index, service, source: source!.environment, here, there }]
      : [];
  });
}
