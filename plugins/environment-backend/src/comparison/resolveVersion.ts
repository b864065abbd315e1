import { ConflictError } from '@backstage/errors';
import type { DeploymentState } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import type { CatalogService } from '../catalog/ServiceCatalog';

/** A version that can be promoted, with the whole reference of its image. */
export interface ResolvedVersion {
  version: string;
  image: string;
}

/**
 * The version to promote: what is synced and healthy in `from`, or the one that is asked for, which
 * runs or ran there.
 *
 * @throws ConflictError that says why there is none.
 */
export async function resolveVersion(
  knex: Knex,
  request: {
    service: CatalogService;
    from: string;
    /** What runs in `from`. */
    state?: DeploymentState;
    version?: string;
  },
): Promise<ResolvedVersion> {
  const { service, from, state, version } = request;
  if (version === undefined) return readyIn(service, from, state);
  if (state?.version === version && state.image) {
    return { version, image: state.image };
  }
  const past = await knex('deployment_history')
    .where({ service: service.ref, environment: from, version })
    .whereNotNull('image')
    .orderBy('id', 'desc')
    .first('image');
  if (past) return { version, image: past.image };
  throw new ConflictError(
    `version "${version}" of ${
      service.name
    } never ran in ${from}, so it cannot be promoted from there. ${
      state?.version
        ? `${state.version} runs there now`
        : 'Nothing runs there now'
    }`,
  );
}

function readyIn(
  { name }: CatalogService,
  from: string,
  state: DeploymentState | undefined,
): ResolvedVersion {
  if (!state) {
    throw new ConflictError(
      `Nothing of ${name} runs in ${from}: no application of Argo CD belongs to both. Label one with towpath.dev/service: ${name} and towpath.dev/environment: ${from}`,
    );
  }
  const { version, image, health, sync, healthMessage } = state;
  if (!version || !image) {
    throw new ConflictError(
      `It is not known which version of ${name} runs in ${from}: ${
        state.problem ?? 'its image is unknown'
      }`,
    );
  }
  if (sync !== 'Synced' || health !== 'Healthy') {
    const why = healthMessage ? ` (${healthMessage})` : '';
    throw new ConflictError(
      `${name} ${version} is ${sync} and ${health}${why} in ${from}; what is promoted has to be Synced and Healthy. Wait until it is, or name a version that ran there`,
    );
  }
  return { version, image };
}
