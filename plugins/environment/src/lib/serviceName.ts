import { parseEntityRef } from '@backstage/catalog-model';

const defaults = { defaultKind: 'component', defaultNamespace: 'default' };

/** The name in a reference or name of a service: "payment-service"; what is neither, as it is. */
export function serviceName(service: string): string {
  try {
    return parseEntityRef(service, defaults).name;
  } catch {
    // Anything may stand in an address.
    return service;
  }
}
