import { ConflictError } from '@backstage/errors';
import type { ApplicationTarget } from '@towpath/delivery';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import {
  nameOf,
  type ClaimedApplication,
} from '@towpath/plugin-environment-node';
import type { Knex } from 'knex';
import { readServices } from '../../catalog/readServices';
import type { DeliveryTarget } from '../../model/PromotionPlan';
import {
  findReaders,
  othersAt,
  type Reader,
  type Writing,
} from './findReaders';

type Asked = Pick<Writing, 'service' | 'environment'> & {
  /** All there are. */
  environments: EnvironmentEntityV1alpha1[];
  application: ApplicationTarget;
  target: DeliveryTarget;
};

/** @throws ConflictError for a file that a service of another owner is deployed from as well. */
export async function requireOwnFiles(
  knex: Knex,
  { service, environment, environments, application, target }: Asked,
): Promise<void> {
  if (target.type !== 'git') return;
  const applications = await readClaimed(knex);
  const own = applications.find(
    one =>
      one.instance === application.instance &&
      one.name === application.name &&
      one.namespace === (application.appNamespace ?? ''),
  );
  if (!own) return;
  const { repository, branch, edits } = target;
  const writing = {
    repository,
    branch,
    files: [...new Set(edits.map(({ file }) => file))],
    application: own,
    service,
    environment,
  };
  const others = othersAt(writing, applications);
  if (others.length === 0) return;
  const [reader] = findReaders(writing, others, {
    services: await readServices(knex),
    environments,
  });
  if (reader) throw notOwn(writing, reader);
}

/** What of each application says whose it is: the whole of it is many times as much. */
async function readClaimed(knex: Knex): Promise<ClaimedApplication[]> {
  const parts = [
    'instance',
    'namespace',
    'name',
    'project',
    'labels',
    'sources',
    'valueFiles',
  ].map(part => `'${part}', facts->'${part}'`);
  const rows = await knex('applications').select({
    claimed: knex.raw(`jsonb_strip_nulls(jsonb_build_object(${parts}))`),
  });
  return rows.map(({ claimed }) => claimed);
}

function notOwn(
  { repository, application, service, environment }: Writing,
  reader: Reader,
): ConflictError {
  const { file, service: other } = reader;
  const { name } = environment.metadata;
  return new ConflictError(
    `${file} of ${repository} is deployed by ${nameOf(application)}, of ${
      service.ref
    }, and by ${nameOf(reader.application)}, of ${other.ref}, whose owner ${
      other.owner ?? 'is not known'
    } is another: what is written there would change both. Give each a folder of its own. If both are to share it, name ${nameOf(
      application,
    )} for ${
      service.ref
    } in spec.argocd.applications of the environment ${name}`,
  );
}
