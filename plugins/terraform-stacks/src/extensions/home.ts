import { VisitNamesBlueprint, type VisitNames } from '@towpath/home-react';
import type { TerraformStacksApi } from '@towpath/plugin-terraform-stacks-common';
import { terraformStacksApiRef } from '../api/terraformStacksApiRef';

const names: VisitNames<TerraformStacksApi> = {
  pages: {
    '/terraform-stacks': 'Terraform stacks',
    '/terraform-stacks/-/drift': 'Drift of Terraform stacks',
    '/terraform-stacks/-/runs': 'Runs of Terraform stacks',
    '/terraform-stacks/-/new': 'New Terraform stack',
  },
  things: [
    {
      path: /^\/terraform-stacks\/([^/]+)$/,
      kind: 'stack',
      api: terraformStacksApiRef,
      name: async (_, key) => `Stack ${key}`,
    },
  ],
};

/** On home: what visits to our pages are called. */
export const visitNaming = VisitNamesBlueprint.make({
  params: defineParams => defineParams(names),
});
