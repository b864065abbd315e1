import type { Diagnostic, KubernetesObject } from '@towpath/score';
import type { ProfileSubject, RenderedWorkload } from '../model/ProfileSubject';
import type { PlatformProfile } from './PlatformProfile';

type Labelled = KubernetesObject & {
  metadata?: { labels?: Record<string, string> };
};

/** The objects of a workload, and those that the profile puts beside it, with its labels. */
export function besideWorkload(
  objects: KubernetesObject[],
  profile: PlatformProfile,
  subject: ProfileSubject,
): { objects: KubernetesObject[]; diagnostics: Diagnostic[] } {
  const workload = findWorkload(objects, subject.workload.metadata.name);
  const rendered = renderedWorkload(objects, subject.workload.metadata.name);
  if (!rendered) return { objects, diagnostics: [] };
  const added = profile.objectsFor(subject, rendered);
  return {
    objects: [
      ...objects,
      ...added.map(one => withLabels(one, workload?.metadata?.labels)),
    ],
    diagnostics: repeated(objects, added),
  };
}

/** What a workload has become among its objects; undefined where it is none of them. */
export function renderedWorkload(
  objects: KubernetesObject[],
  name: string,
): RenderedWorkload | undefined {
  const workload = findWorkload(objects, name);
  const service = objects.find(
    one => one.kind === 'Service' && one.apiVersion === 'v1',
  );
  return (
    workload && {
      kind: workload.kind,
      name: workload.metadata!.name!,
      service: service?.metadata?.name,
    }
  );
}

function findWorkload(
  objects: KubernetesObject[],
  name: string,
): Labelled | undefined {
  return objects.find(one => isWorkload(one, name));
}

function isWorkload(
  { apiVersion, kind, metadata }: Labelled,
  name: string,
): boolean {
  return (
    apiVersion === 'apps/v1' &&
    (kind === 'Deployment' || kind === 'StatefulSet') &&
    metadata?.labels?.['app.kubernetes.io/name'] === name
  );
}

function withLabels(
  object: Labelled,
  labels: Record<string, string> | undefined,
): KubernetesObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: { ...metadata, labels: { ...labels, ...metadata?.labels } },
  } as Labelled;
}

/** Kustomize takes no two of one kind and name, and says so only once they are in Git. */
function repeated(
  objects: KubernetesObject[],
  added: KubernetesObject[],
): Diagnostic[] {
  const seen = new Set(objects.map(keyOf));
  return added.flatMap(object => {
    const key = keyOf(object);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      {
        severity: 'error' as const,
        code: 'profile/repeated-object',
        message: `the platform's profile adds ${object.kind} ${object.metadata?.name}, and there is one already`,
        path: [],
        fix: {
          text: 'ask the platform team to give it another name, or a condition',
          automatic: false,
        },
      },
    ];
  });
}

function keyOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return [apiVersion, kind, metadata?.name].join(' ');
}
