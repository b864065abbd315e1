import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ENVIRONMENT_KIND,
  EnvironmentEntityV1alpha1,
  isEnvironmentEntity,
} from '@towpath/plugin-environment-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** All environments of the catalog, as far as they are known yet. */
export interface EnvironmentsState {
  /** Undefined until the catalog has answered once. */
  environments?: EnvironmentEntityV1alpha1[];
  /** Why the catalog did not answer the last time. */
  error?: Error;
  retry: () => void;
}

/** Asks the catalog for every environment that the person may see. */
export function useEnvironments(): EnvironmentsState {
  const catalogApi = useApi(catalogApiRef);
  const { value, error, retry } = useAsyncRetry(async () => {
    const { items } = await catalogApi.getEntities({
      filter: { kind: ENVIRONMENT_KIND },
    });
    return items.filter(isEnvironmentEntity);
  }, [catalogApi]);
  return { environments: value, error, retry };
}
