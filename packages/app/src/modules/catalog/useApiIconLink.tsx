import { RELATION_PROVIDES_API, type Entity } from '@backstage/catalog-model';
import {
  getEntityRelations,
  useEntity,
  useEntityRefLink,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useRouteRef } from '@backstage/core-plugin-api';
import { RiBracesLine } from '@remixicon/react';

/** Whether the entity offers an API. */
export const providesApis = (entity: Entity): boolean =>
  getEntityRelations(entity, RELATION_PROVIDES_API).length > 0;

/** Leads to the API that the entity provides, or to the list when it has more. */
export function useApiIconLink() {
  const { entity } = useEntity();
  const apiLink = useEntityRefLink();
  const entityRoute = useRouteRef(entityRouteRef);
  const apis = getEntityRelations(entity, RELATION_PROVIDES_API);
  const only = apis.length === 1 ? apis[0] : undefined;
  return {
    label: only ? 'API' : 'APIs',
    icon: <RiBracesLine />,
    href: only
      ? apiLink(only)
      : `${entityRoute(entityRouteParams(entity))}/apis`,
  };
}
