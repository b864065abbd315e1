import type { PartialApplication } from '@towpath/argocd';
import type { DeploymentSource } from '@towpath/plugin-environment-common';

type Spec = PartialApplication['spec'];

/** The sources of an application, one or several; a server may write an empty one beside several. */
export function sourcesOf(spec: Spec) {
  const { source, sources } = spec ?? {};
  return Array.isArray(sources) && sources.length > 0 ? sources : [source];
}

/** Where an application is deployed from, as far as it is in Git or a repository. */
export function readSources(spec: Spec): DeploymentSource[] {
  return sourcesOf(spec).flatMap(source =>
    source?.repoURL
      ? [
          dropAbsent({
            repoURL: source.repoURL,
            path: source.path,
            chart: source.chart,
            targetRevision: source.targetRevision,
            ref: source.ref,
            name: source.name,
          }),
        ]
      : [],
  );
}

// So that sources equal those that were read back from a database.
function dropAbsent<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
