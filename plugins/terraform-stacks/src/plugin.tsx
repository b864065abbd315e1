import {
  ApiBlueprint,
  createApiRef,
  createFrontendPlugin,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import {
  createTerraformStacksApi,
  TERRAFORM_STACKS_RUNS,
  type TerraformStacksApi,
} from '@towpath/plugin-terraform-stacks-common';
import { RunViewBlueprint } from '@towpath/plugin-runs-react';

export const terraformStacksApiRef = createApiRef<TerraformStacksApi>({
  id: 'plugin.terraform-stacks.api',
});

const rootRouteRef = createRouteRef();

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: terraformStacksApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => createTerraformStacksApi(options),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/terraform-stacks',
    routeRef: rootRouteRef,
    loader: () =>
      import('./StacksPage').then(({ StacksPage }) => <StacksPage />),
  },
});

/** What only this plugin can show on the page of a run, and in the inbox. */
const view = RunViewBlueprint.make({
  params: {
    kind: TERRAFORM_STACKS_RUNS,
    noun: 'run',
    approve: ({ title }) => `Confirm: ${title}`,
    whatStays: ({ status }) =>
      status === 'awaiting-approval' || status === 'queued'
        ? 'Nothing was changed so far.'
        : 'Terraform is asked to stop: what has begun is brought to an end, and what was made stays.',
    parts: async () => (await import('./parts')).parts,
  },
});

export const terraformStacksPlugin = createFrontendPlugin({
  pluginId: 'terraform-stacks',
  title: 'Terraform',
  icon: <RiServerLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [api, page, view],
});
