import type { ResourceKey } from '@towpath/argocd';
import type { Health } from '@towpath/plugin-environment-common';
import type { ApplicationFacts } from '../ApplicationFacts';

/** Something of an application that is not healthy and is not what runs the service. */
export interface Sibling {
  key: ResourceKey;
  /** For people: `CronJob nightly: Suspended`. */
  words: string;
  health: string;
}

/** What runs the service, in an application that is not healthy as a whole. */
export interface WorkloadFound {
  health: Health;
  /** What is wrong with it, in words. */
  message?: string;
  siblings: Sibling[];
}

/** What a deployment keeps of its siblings. */
export interface Beside {
  /** Health of the application as a whole when this was found out. */
  of: Health;
  /** What was not healthy before the version came: it does not count against it. */
  before: ResourceKey[];
  now: Sibling[];
}

/** An application that is not healthy, of which it is to be found out what of it is the service. */
export interface WorkloadQuestion {
  key: string;
  /** Whole reference. */
  image: string;
  facts: ApplicationFacts;
}
