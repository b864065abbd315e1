/**
 * Template actions for Argo CD: create an application, set its parameters, sync it, wait for it and
 * roll it back.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { argocdSettings } from '@towpath/argocd';
import { createPluginSettings } from '@towpath/backend-kit';
import { scaffolderModuleArgoCd } from './module';

/** The module, and which settings it reads. */
export default createBackendFeatureLoader({
  loader: () => [scaffolderModuleArgoCd, createPluginSettings(argocdSettings)],
});
