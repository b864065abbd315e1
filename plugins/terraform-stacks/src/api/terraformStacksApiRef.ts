import { createApiRef } from '@backstage/frontend-plugin-api';
import type { TerraformStacksApi } from '@towpath/plugin-terraform-stacks-common';

/** Stacks, asked for as the person who looks. */
export const terraformStacksApiRef = createApiRef<TerraformStacksApi>({
  id: 'plugin.terraform-stacks.api',
});
