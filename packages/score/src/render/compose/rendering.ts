import type { PlaceholderScope } from '../../placeholder/substitute';
import type { ResourcePlan } from '../../resources/plan';
import type { KnownOutputs } from '../../resources/provide';
import type { Workload } from '../../types';
import type { ReadSource } from '../fileContent';
import type { Images, MissingImage } from '../images';
import type { Problems } from '../problems';
import type { UnknownOutputs } from '../scope';
import type { ComposeFile } from './composeFile';
import type { ComposeVariables } from './variables';

/**
 * A file that a Compose file names.
 *
 * @public
 */
export interface SideFile {
  /** Relative to the Compose file, with `/`. */
  path: string;
  bytes: Uint8Array;
}

/** All that is at hand while one workload is rendered to Compose. */
export interface ComposeRendering {
  compose: ComposeFile;
  files: SideFile[];
  variables: ComposeVariables;
  workload: Workload;
  plan: ResourcePlan;
  scope: PlaceholderScope;
  outputs: KnownOutputs;
  unknownOutputs: UnknownOutputs;
  images?: Images;
  missingImage: MissingImage;
  readSource?: ReadSource;
  problems: Problems;
}
