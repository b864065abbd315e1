import { stringifyEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import {
  getEnvironmentOwner,
  parseTargetRef,
} from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { EnvironmentTarget } from './EnvironmentTarget';

/** Finds the targets that permissions are asked for; undefined for what is not in the catalog. */
export function createTargetLoader(catalog: ServiceCatalog) {
  return (refs: string[]): Promise<(EnvironmentTarget | undefined)[]> =>
    Promise.all(refs.map(ref => load(catalog, ref)));
}

async function load(
  catalog: ServiceCatalog,
  ref: string,
): Promise<EnvironmentTarget | undefined> {
  const target = parseTargetRef(ref);
  try {
    const environment = await catalog.getEnvironment(target.environment);
    const service = target.service
      ? await catalog.getService(target.service)
      : undefined;
    return {
      service: service?.ref,
      serviceOwner: service?.owner,
      environment: environment.metadata.name,
      environmentOwner: stringifyEntityRef(getEnvironmentOwner(environment)),
      tier: environment.spec.tier,
    };
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}
