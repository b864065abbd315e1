import type { ResourceRecord } from '../model/ResourceRecord';
import type { StepServices } from './StepServices';

/**
 * Writes down that a resource goes, or is made anew, before its driver begins: so it is known, whatever becomes of this
 * process, and nobody begins to use it.
 *
 * @throws ConflictError that names who uses it
 */
export async function beginUnused(
  { knex, resources, uses }: Pick<StepServices, 'knex' | 'resources' | 'uses'>,
  record: Omit<ResourceRecord, 'updatedAt'>,
): Promise<void> {
  await knex.transaction(async trx => {
    await uses.requireUnused(record, trx);
    await resources.put({ ...record, status: 'providing' }, trx);
  });
}
