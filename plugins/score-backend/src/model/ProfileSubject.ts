import type { Workload } from '@towpath/score';
import type { ServicePlace } from './ServicePlace';

/** What expressions of a profile ask about. */
export interface ProfileSubject {
  service: ServicePlace['service'];
  environment: {
    name: string;
    tier: string;
    annotations: Record<string, string>;
  };
  workload: Workload;
}

/** What the workload has become, for objects that go beside it and patches of what is rendered. */
export interface RenderedWorkload {
  /** `Deployment` or `StatefulSet`. */
  kind: string;
  name: string;
  /** Name of its Service; absent when it offers no port. */
  service?: string;
}

/** What expressions over a {@link ProfileSubject} may name. */
export const SUBJECT_NAMES = {
  variables: ['service', 'environment', 'workload'],
  fields: {
    service: ['ref', 'name', 'title', 'owner'],
    environment: ['name', 'tier', 'annotations'],
  },
};

/** The same with the {@link RenderedWorkload}. */
export const RENDERED_NAMES = {
  variables: [...SUBJECT_NAMES.variables, 'rendered'],
  fields: { ...SUBJECT_NAMES.fields, rendered: ['kind', 'name', 'service'] },
};
