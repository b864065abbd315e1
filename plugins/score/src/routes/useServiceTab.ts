import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';

/** The address, below the page of a component, of what it has. */
export const SERVICE_TAB = '/resources';

/** Where the resources of a service are shown, by its entity reference. */
export function useServiceTab() {
  const entityRoute = useRouteRef(entityRouteRef);
  return (ref: string) =>
    `${entityRoute(entityRouteParams(ref))}${SERVICE_TAB}`;
}
