/**
 * Golden paths and golden gates: what is held on the pages of runs, and what rules say in the forms of templates.
 *
 * @packageDocumentation
 */
import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { goldenPathModule } from './form/goldenPathModule';
import { templateGatesPlugin } from './plugin';

/** The plugin, and what it brings to the forms of the scaffolder. */
export default createFrontendFeatureLoader({
  loader: () => [templateGatesPlugin, goldenPathModule],
});
