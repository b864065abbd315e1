/**
 * Template actions for Terraform: plan, apply, read outputs and destroy, on stacks whose state the
 * portal keeps.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { createPluginSettings } from '@towpath/backend-kit';
import { terraformSettings } from '@towpath/terraform';
import { scaffolderModuleTerraform } from './module';

/** The module, and which settings it reads. */
export default createBackendFeatureLoader({
  loader: () => [
    scaffolderModuleTerraform,
    createPluginSettings(terraformSettings),
  ],
});
