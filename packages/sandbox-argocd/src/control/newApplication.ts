import {
  type Application,
  type ApplicationSpec,
  ARGO_NAMESPACE,
  timeOf,
} from '../model.ts';

/** A specification with what goes without saying. */
export const specOf = (spec: ApplicationSpec): ApplicationSpec => ({
  ...spec,
  project: spec.project || 'default',
});

/** An application as it is before it was ever compared. */
export function newApplication(
  { name, labels, annotations, finalizers }: Application['metadata'],
  spec: ApplicationSpec,
  now: Date,
): Application {
  return {
    metadata: {
      name,
      namespace: ARGO_NAMESPACE,
      creationTimestamp: timeOf(now),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
    },
    spec: specOf(spec),
    status: { sync: { status: 'Unknown' }, health: { status: 'Unknown' } },
  };
}
