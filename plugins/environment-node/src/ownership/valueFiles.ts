import { posix } from 'node:path';
import type { PartialApplication } from '@towpath/argocd';
import type { DeploymentSource } from '@towpath/plugin-environment-common';
import { sourcesOf } from './readSources';

/** What of a source says which values files are read, and where they are. */
interface Reading {
  repoURL?: string;
  path?: string;
  chart?: string;
  ref?: string;
  targetRevision?: string;
  helm?: { valueFiles?: string[]; [field: string]: unknown };
}

/** Where a values file is; undefined for an address, a pattern and a variable. */
export function locateValueFile<Source extends Reading>(
  entry: string,
  source: Source,
  sources: Source[],
): { source: Source; path: string } | undefined {
  const [, ref, below] = /^\$([^/$]+)\/(.*)$/.exec(entry) ?? [];
  const named = ref && sources.find(one => one.ref === ref);
  if (named) return { source: named, path: posix.normalize(below) };
  if (/^[a-z][\w+-]*:\/\/|[$*?[{]/i.test(entry)) return undefined;
  const whole = entry.startsWith('/')
    ? entry
    : `/${source.path ?? ''}/${entry}`;
  return { source, path: posix.normalize(whole).replace(/^\/+/, '') };
}

/** Files in Git that Helm reads for an application, each as a source with the path of the file. */
export function readValueFiles(
  spec: PartialApplication['spec'],
): DeploymentSource[] | undefined {
  const sources: Reading[] = sourcesOf(spec).flatMap(source =>
    source ? [source] : [],
  );
  const found = sources.flatMap(source =>
    filesOf(source).flatMap(entry => {
      const file = locateValueFile(entry, source, sources);
      return file ? toSource(file) : [];
    }),
  );
  return found.length > 0 ? found : undefined;
}

function filesOf({ helm }: Reading): string[] {
  const parameters: unknown = helm?.fileParameters;
  const files = Array.isArray(parameters)
    ? parameters.map(parameter => parameter?.path)
    : [];
  return [...(helm?.valueFiles ?? []), ...files].filter(
    file => typeof file === 'string',
  );
}

// Files of a chart are in the chart.
function toSource({
  source: { repoURL, targetRevision, chart },
  path,
}: {
  source: Reading;
  path: string;
}): DeploymentSource[] {
  if (!repoURL || chart) return [];
  return [{ repoURL, path, ...(targetRevision && { targetRevision }) }];
}
