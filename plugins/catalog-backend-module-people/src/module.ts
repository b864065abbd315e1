import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { clockServiceRef } from '@towpath/backend-kit';
import { peopleServiceRef } from '@towpath/people';
import { CatalogPeople } from './CatalogPeople';
import { DefaultPeopleService } from './DefaultPeopleService';
import { PeopleProvider } from './PeopleProvider';
import { PeopleStore } from './PeopleStore';

/** Keeps people whom the platform made, and has them in the catalog as User entities. */
export const catalogModulePeople = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'people',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        catalog: catalogServiceRef,
        people: peopleServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        clock: clockServiceRef,
        database: coreServices.database,
        scheduler: coreServices.scheduler,
      },
      async init({
        processing,
        catalog,
        people,
        auditor,
        auth,
        clock,
        database,
        scheduler,
      }) {
        const store = await PeopleStore.open(database);
        const provider = new PeopleProvider({
          store,
          runner: scheduler.createScheduledTaskRunner({
            frequency: { minutes: 1 },
            timeout: { minutes: 1 },
          }),
        });
        processing.addEntityProvider(provider);
        const known = new CatalogPeople({ catalog, auth });
        people.provide(
          new DefaultPeopleService({ store, provider, known, auditor, clock }),
        );
      },
    });
  },
});
