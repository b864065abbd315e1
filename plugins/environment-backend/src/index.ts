/**
 * What runs where, and its promotion from one environment to the next.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { argocdSettings } from '@towpath/argocd';
import { createPluginAccess, createPluginSettings } from '@towpath/backend-kit';
import { environmentAccess } from './access';
import { environmentPlugin } from './plugin';

export { environmentAccess } from './access';
export {
  createEnvironmentTargetConditionalDecision,
  environmentTargetConditions,
} from './permissions';

/** The plugin, who may what in it, and which settings it reads. */
export default createBackendFeatureLoader({
  loader: () => [
    environmentPlugin,
    createPluginAccess(environmentAccess),
    createPluginSettings(argocdSettings),
  ],
});
