import { parseEntityRef } from '@backstage/catalog-model';

/** The name in a reference or name of a service: "payment-service". */
export const serviceName = (service: string): string =>
  parseEntityRef(service, {
    defaultKind: 'component',
    defaultNamespace: 'default',
  }).name;
