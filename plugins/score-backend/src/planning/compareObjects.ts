import type { KubernetesObject } from '@towpath/score';
import type { ObjectChange } from '@towpath/plugin-score-common';
import { parse, stringify } from 'yaml';

type Fields = Record<string, unknown>;

interface Meta {
  name?: string;
  labels?: Fields;
  annotations?: Fields;
}

interface Built extends KubernetesObject {
  metadata?: KubernetesObject['metadata'] & Meta;
  spec?: { template?: { metadata?: Meta } };
}

/** What of a kustomization is put onto all that it builds. */
interface Additions {
  labels?: { pairs?: Fields; includeTemplates?: boolean }[];
  commonAnnotations?: Fields;
}

/**
 * What would become of each object that Argo CD deploys from a folder, those that differ. What Argo CD writes itself, the
 * namespace and the version of images are left aside: they stay as they are.
 *
 * @param deployed - as Argo CD has built them.
 * @param rendered - as they go to Git.
 * @param kustomization - of the folder, which builds what is rendered.
 */
export function compareObjects(
  deployed: KubernetesObject[],
  rendered: KubernetesObject[],
  kustomization: string | undefined,
): ObjectChange[] {
  const additions: Additions = (kustomization && parse(kustomization)) || {};
  const before = textsOf(deployed);
  const after = textsOf(rendered.map(object => build(object, additions)));
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map(object => ({
      object,
      before: before.get(object),
      after: after.get(object),
    }))
    .filter(one => one.before !== one.after);
}

/** By kind and name. */
function textsOf(objects: KubernetesObject[]): ReadonlyMap<string, string> {
  return new Map(
    objects.map(object => [
      `${object.kind} ${object.metadata?.name}`,
      stringify(comparable(object), {
        lineWidth: 0,
        sortMapEntries: true,
        aliasDuplicateObjects: false,
      }),
    ]),
  );
}

function build(
  object: Built,
  { labels = [], commonAnnotations }: Additions,
): Built {
  const everywhere = labels.map(({ pairs }) => pairs);
  const inPods = labels
    .filter(({ includeTemplates }) => includeTemplates)
    .map(({ pairs }) => pairs);
  const { metadata, spec } = object;
  const { template } = spec ?? {};
  return {
    ...object,
    metadata: withMeta(metadata, everywhere, commonAnnotations),
    ...(template && {
      spec: {
        ...spec,
        template: {
          ...template,
          metadata: withMeta(template.metadata, inPods, commonAnnotations),
        },
      },
    }),
  };
}

function withMeta(
  metadata: Built['metadata'],
  labels: (Fields | undefined)[],
  annotations: Fields | undefined,
): Built['metadata'] {
  return {
    ...metadata,
    labels: Object.assign({}, metadata?.labels, ...labels),
    annotations: { ...metadata?.annotations, ...annotations },
  };
}

/** Without what is no difference. */
function comparable(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) return value.map(item => comparable(item));
  if (typeof value !== 'object' || value === null) {
    return key === 'image' ? withoutVersion(String(value)) : value;
  }
  const kept = Object.entries(value)
    .map(([name, item]) => [name, comparable(item, name)] as const)
    .filter(([name, item]) => !isAside(name, item, key));
  return Object.fromEntries(kept);
}

function isAside(name: string, value: unknown, within?: string): boolean {
  if (within === 'annotations') {
    return /^(argocd\.argoproj\.io|kubectl\.kubernetes\.io)\//.test(name);
  }
  if (within !== 'metadata') return false;
  const isEmpty =
    typeof value === 'object' && Object.keys(value ?? {}).length === 0;
  return name === 'namespace' || isEmpty;
}

function withoutVersion(image: string): string {
  return image.replace(/@[^/]+$/, '').replace(/:[^/:]+$/, '');
}
