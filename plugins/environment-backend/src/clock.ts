import { systemClock, type Clock } from '@towpath/clock';
import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** Where this plugin reads the time and waits; a test replaces it. */
export const clockServiceRef = createServiceRef<Clock>({
  id: 'environment.clock',
  defaultFactory: async service =>
    createServiceFactory({ service, deps: {}, factory: () => systemClock }),
});
