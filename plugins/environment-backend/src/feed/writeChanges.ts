import { inBatches, toColumns } from '@towpath/backend-kit';
import type { Knex } from 'knex';
import { recordHistory } from './recordHistory';
import type { Changes } from './FeedState';

/** Writes what changed, and what ran where since when. */
export async function writeChanges(
  trx: Knex.Transaction,
  changes: Changes,
  now: Date,
): Promise<void> {
  for (const batch of inBatches(changes.applications)) {
    await trx('applications')
      .insert(
        batch.map(facts => ({
          instance: facts.instance,
          namespace: facts.namespace,
          name: facts.name,
          facts: JSON.stringify(facts),
        })),
      )
      .onConflict(['instance', 'namespace', 'name'])
      .merge(['facts']);
  }
  for (const batch of inBatches(changes.goneApplications)) {
    await trx('applications')
      .whereIn(
        ['instance', 'namespace', 'name'],
        batch.map(facts => [facts.instance, facts.namespace, facts.name]),
      )
      .delete();
  }
  for (const batch of inBatches(changes.deployments)) {
    await trx('deployments')
      .insert(batch.map(toColumns))
      .onConflict(['service', 'environment'])
      .merge();
  }
  for (const batch of inBatches(changes.goneDeployments)) {
    await trx('deployments')
      .whereIn(
        ['service', 'environment'],
        batch.map(row => [row.service, row.environment]),
      )
      .delete();
  }
  await recordHistory(trx, changes, now);
}
