import type { JsonObject } from '@backstage/types';
import type { DriverCall, DriverRequest } from '@towpath/plugin-score-node';

/** A call that nobody cancels, and whose log nobody reads. */
export const call: DriverCall = {
  signal: new AbortController().signal,
  log: { info() {}, warn() {} },
};

/** What a driver is asked for a resource of the service orders in `dev`. */
export function requestWith(
  settings: JsonObject,
  state?: JsonObject,
): DriverRequest {
  return {
    resource: {
      id: '0b6c9a52-6f0c-4a5e-9f3e-0f4d2c7b9f11',
      uid: 'sample.default#orders.it',
      type: 'sample',
      class: 'default',
      name: 'it',
    },
    service: { ref: 'component:default/orders', name: 'orders' },
    environment: { name: 'dev', tier: 'development' },
    namespace: 'orders-dev',
    settings,
    params: {},
    state,
  };
}
