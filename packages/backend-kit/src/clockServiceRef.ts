import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { systemClock, type Clock } from '@towpath/clock';

/** Where a plugin reads the time and waits; a test replaces it. */
export const clockServiceRef = createServiceRef<Clock>({
  id: 'towpath.clock',
  defaultFactory: async service =>
    createServiceFactory({ service, deps: {}, factory: () => systemClock }),
});
