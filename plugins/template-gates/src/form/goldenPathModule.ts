import {
  alertApiRef,
  createFrontendModule,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
} from '@backstage/frontend-plugin-api';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { templateGatesApiRef } from '../api/templateGatesApiRef';
import { GatedScaffolderClient } from './GatedScaffolderClient';
import { GoldenPath } from './GoldenPath';
import { GOLDEN_PATH } from './markFields';
import { validateGoldenPath } from './validateGoldenPath';

const field = FormFieldBlueprint.make({
  name: 'golden-path',
  params: {
    field: async () =>
      createFormField({
        name: GOLDEN_PATH,
        component: GoldenPath as any,
        validation: validateGoldenPath as any,
      }),
  },
});

const client = scaffolderPlugin.getExtension('api:scaffolder').override({
  params: defineParams =>
    defineParams({
      api: scaffolderApiRef,
      deps: {
        alerts: alertApiRef,
        discoveryApi: discoveryApiRef,
        fetchApi: fetchApiRef,
        gates: templateGatesApiRef,
        identityApi: identityApiRef,
        scmIntegrationsApi: scmIntegrationsApiRef,
      },
      factory: options => new GatedScaffolderClient(options),
    }),
});

/** Forms say at the field what rules say, and refusals of the gate are shown. */
export const goldenPathModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [field, client],
});
