import type { PartialApplication } from '@towpath/argocd';
import type { ClaimedApplication } from './ClaimedApplication';
import { readSources } from './readSources';
import { readValueFiles } from './valueFiles';

/** What of an application says whose it is, as an Argo CD instance tells it. */
export function readClaimed(
  instance: string,
  { metadata, spec }: PartialApplication,
): ClaimedApplication {
  return {
    instance,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    project: spec?.project,
    labels: metadata.labels ?? {},
    sources: readSources(spec),
    valueFiles: readValueFiles(spec),
  };
}
