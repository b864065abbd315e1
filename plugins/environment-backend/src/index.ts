/**
 * What runs where, and its promotion from one environment to the next.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { createPluginAccess } from '@towpath/backend-kit';
import { environmentAccess } from './access';
import { environmentPlugin } from './plugin';

export { environmentAccess } from './access';
export {
  createEnvironmentTargetConditionalDecision,
  environmentTargetConditions,
} from './permissions';

/** The plugin, and who may what in it. */
export default createBackendFeatureLoader({
  loader: () => [environmentPlugin, createPluginAccess(environmentAccess)],
});
