import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { PlaceholderScope } from '../../placeholder/substitute';
import type { ResourcePlan } from '../../resources/plan';
import type { KnownOutputs } from '../../resources/provide';
import type { Workload } from '../../types';
import type { ReadSource } from '../fileContent';
import type { Images, MissingImage } from '../images';
import type { Needs } from '../needs';
import type { Problems } from '../problems';
import type { UnknownOutputs } from '../scope';
import type { ProfileSettings } from './profile';

/** Name, namespace, labels and annotations of an object. */
export type ObjectMeta = NonNullable<IDeployment['metadata']>;

/** What an object in the cluster is called. */
export interface Names {
  /** The Deployment or StatefulSet, and the start of other names. */
  workload: string;
  service: string;
  headless: string;
  /** Value of the label that selects the pods. */
  instance: string;
}

/** All that is at hand while one workload is rendered. */
export interface Rendering {
  workload: Workload;
  kind: 'Deployment' | 'StatefulSet';
  names: Names;
  settings: ProfileSettings;
  scope: PlaceholderScope;
  plan: ResourcePlan;
  outputs: KnownOutputs;
  unknownOutputs: UnknownOutputs;
  needs: Needs;
  images?: Images;
  missingImage: MissingImage;
  readSource?: ReadSource;
  problems: Problems;
  /** The metadata of an object with this name. */
  meta(name: string): ObjectMeta;
}
