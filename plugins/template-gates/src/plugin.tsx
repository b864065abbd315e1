import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  createTemplateGatesApi,
  TEMPLATE_TASKS,
} from '@towpath/plugin-template-gates-common';
import { RunViewBlueprint } from '@towpath/plugin-runs-react';
import { RiSignpostLine } from '@remixicon/react';
import { templateGatesApiRef } from './api/templateGatesApiRef';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: templateGatesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => createTemplateGatesApi(options),
    }),
});

/** What only this plugin can show on the page of a run, and in the inbox. */
const view = RunViewBlueprint.make({
  params: {
    kind: TEMPLATE_TASKS,
    noun: 'request',
    approve: ({ title }) => `Approve: ${title}`,
    whatStays: () => 'Nothing has begun, so nothing stays.',
    parts: async () => (await import('./run/parts')).parts,
  },
});

/** Requests of templates that wait for an approval, on the pages of runs. */
export const templateGatesPlugin = createFrontendPlugin({
  pluginId: 'template-gates',
  title: 'Golden gates',
  icon: <RiSignpostLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [api, view],
});
