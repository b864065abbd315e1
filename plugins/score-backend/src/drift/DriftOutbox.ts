import type { Outbox } from '@towpath/backend-kit';
import type { Knex } from 'knex';

/** What the plugin has to do outside of its database about drift. */
type DriftTopics = {
  drift: { service: string; environment: string };
};

export type DriftOutbox = Outbox<DriftTopics>;

/** Who owns the service is to be told, once for each time that it drifted. */
export function tellOfDrift(
  outbox: DriftOutbox,
  drift: {
    resource: string;
    since: Date;
    service: string;
    environment: string;
  },
  trx: Knex.Transaction,
): Promise<void> {
  const { resource, since, service, environment } = drift;
  const key = `${resource} ${since.toISOString()}`;
  return outbox.add('drift', { key, payload: { service, environment } }, trx);
}
