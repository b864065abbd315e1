import { inBatches } from '@towpath/backend-kit';
import type { Knex } from 'knex';
import type { DeploymentRow } from './DeploymentRow';
import type { Changes } from './FeedState';

const ARRIVED = `jsonb_to_recordset(:arrived) AS now (
  service text, environment text, version text, image text, revision text,
  health text, deployed_at timestamptz
)`;

/** Another tag, or another digest of the same: more or less said of one image is no other deployment. */
const isOther = (past: string) => `(
  ${past}.version IS DISTINCT FROM now.version OR (
    split_part(${past}.image, '@', 2) <> split_part(now.image, '@', 2)
    AND split_part(${past}.image, '@', 2) <> '' AND split_part(now.image, '@', 2) <> ''
  ))`;

const END_OTHERS = `
  UPDATE deployment_history AS past
  SET ended_at = greatest(now.deployed_at, past.deployed_at)
  FROM ${ARRIVED}
  WHERE past.service = now.service AND past.environment = now.environment
    AND past.ended_at IS NULL AND ${isOther('past')}`;

// Who brought a version is asked when it has arrived; see PastImporter.
const ASK_AGAIN = `
  DELETE FROM past_imports AS asked
  USING ${ARRIVED}
  JOIN deployment_history AS latest
    ON latest.service = now.service AND latest.environment = now.environment
      AND latest.ended_at IS NULL
  WHERE asked.service = now.service AND asked.environment = now.environment
    AND ${isOther('latest')}`;

const REOPEN = `
  UPDATE deployment_history AS past
  SET ended_at = NULL
  FROM ${ARRIVED}
  WHERE past.id = (
      SELECT max(id) FROM deployment_history AS latest
      WHERE latest.service = now.service AND latest.environment = now.environment
    )
    AND past.image = now.image AND past.deployed_at = now.deployed_at`;

const BEGIN = `
  INSERT INTO deployment_history AS past
    (service, environment, version, image, revision, health, was_healthy, deployed_at)
  SELECT service, environment, version, image, revision, health, health = 'Healthy', deployed_at
  FROM ${ARRIVED}
  ON CONFLICT (service, environment) WHERE ended_at IS NULL DO UPDATE
  SET health = excluded.health, image = excluded.image,
    was_healthy = coalesce(past.was_healthy, false) OR excluded.was_healthy,
    revision = coalesce(past.revision, excluded.revision)
  WHERE past.health IS DISTINCT FROM excluded.health OR past.image IS DISTINCT FROM excluded.image
    OR past.revision IS NULL`;

/**
 * Ends what does not run any more and begins what does. A version that left with its application or
 * service and comes back as it was goes on, rather than being told twice.
 */
export async function recordHistory(
  trx: Knex.Transaction,
  { deployments, goneDeployments }: Changes,
  now: Date,
): Promise<void> {
  const known = deployments.filter(
    row => row.state === 'deployed' && row.version && row.deployed_at,
  );
  for (const batch of inBatches(known)) {
    const arrived = JSON.stringify(batch.map(toEntry));
    for (const statement of [ASK_AGAIN, END_OTHERS, REOPEN, BEGIN]) {
      await trx.raw(statement, { arrived });
    }
  }
  for (const batch of inBatches(goneDeployments)) {
    await trx('deployment_history')
      .whereIn(
        ['service', 'environment'],
        batch.map(row => [row.service, row.environment]),
      )
      .whereNull('ended_at')
      .update({ ended_at: now });
  }
}

function toEntry(row: DeploymentRow) {
  return {
    service: row.service,
    environment: row.environment,
    version: row.version,
    image: row.image,
    revision: row.revision,
    health: row.health,
    deployed_at: row.deployed_at,
  };
}
