import type { Manifest } from '../model.ts';
import { containersOf, formatImage, parseImage } from './images.ts';
import { isClusterScoped } from './scope.ts';

export interface ImageRule {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

export interface LabelRule {
  pairs: Record<string, string>;
  includeSelectors?: boolean;
  includeTemplates?: boolean;
}

/** Gives the containers that use an image another name, tag or digest of it. */
export function setImages(manifests: Manifest[], rule: ImageRule): void {
  for (const container of manifests.flatMap(containersOf)) {
    const image = parseImage(container.image ?? '');
    if (image.name !== rule.name) continue;
    const { newName = image.name, newTag, digest } = rule;
    const kept = newTag || digest ? {} : image;
    container.image = formatImage({
      ...kept,
      ...(newTag && { tag: `${newTag}` }),
      ...(digest && { digest }),
      name: newName,
    });
  }
}

export function setNamespace(manifests: Manifest[], namespace: string): void {
  for (const manifest of manifests) {
    if (manifest.kind === 'Namespace') manifest.metadata.name = namespace;
    if (!isClusterScoped(manifest)) manifest.metadata.namespace = namespace;
  }
}

const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet'];

export function setReplicas(
  manifests: Manifest[],
  name: string,
  count: number,
): void {
  for (const manifest of manifests) {
    if (SCALED.includes(manifest.kind) && manifest.metadata.name === name) {
      manifest.spec.replicas = count;
    }
  }
}

export function addAnnotations(
  manifests: Manifest[],
  annotations: Record<string, string>,
): void {
  for (const manifest of manifests) {
    for (const metadata of [manifest.metadata, templateOf(manifest)]) {
      if (metadata) {
        metadata.annotations = { ...metadata.annotations, ...annotations };
      }
    }
  }
}

const SELECTING = [...SCALED, 'DaemonSet'];

export function addLabels(manifests: Manifest[], rule: LabelRule): void {
  const { pairs, includeSelectors, includeTemplates } = rule;
  for (const manifest of manifests) {
    const { metadata, kind } = manifest;
    metadata.labels = { ...metadata.labels, ...pairs };
    const template = templateOf(manifest);
    if (template && (includeSelectors || includeTemplates)) {
      template.labels = { ...template.labels, ...pairs };
    }
    if (!includeSelectors) continue;
    if (kind === 'Service' && manifest.spec?.selector) {
      manifest.spec.selector = { ...manifest.spec.selector, ...pairs };
    }
    if (SELECTING.includes(kind)) {
      const selector = (manifest.spec.selector ??= {});
      selector.matchLabels = { ...selector.matchLabels, ...pairs };
    }
  }
}

function templateOf({ kind, spec }: Manifest) {
  const template =
    kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  if (!template?.spec?.containers) return undefined;
  return (template.metadata ??= {});
}

/** Which kind a field names, by the field and the one that holds it. */
const REFERENCES: Record<string, string> = {
  'configMapRef.name': 'ConfigMap',
  'configMapKeyRef.name': 'ConfigMap',
  'configMap.name': 'ConfigMap',
  'secretRef.name': 'Secret',
  'secretKeyRef.name': 'Secret',
  'secret.secretName': 'Secret',
  'tls.secretName': 'Secret',
  'imagePullSecrets.name': 'Secret',
  'persistentVolumeClaim.claimName': 'PersistentVolumeClaim',
  'spec.serviceAccountName': 'ServiceAccount',
  'spec.serviceName': 'Service',
  'service.name': 'Service',
};

/** Changes names, and what refers to them with it. */
export function rename(
  manifests: Manifest[],
  suffixes: Map<Manifest, string>,
  prefix = '',
): void {
  const renamed = new Map<string, string>();
  for (const [manifest, suffix] of suffixes) {
    const { kind, metadata } = manifest;
    if (kind === 'Namespace' || kind === 'CustomResourceDefinition') continue;
    const name = `${prefix}${metadata.name}${suffix}`;
    renamed.set(`${kind}/${metadata.name}`, name);
    metadata.name = name;
  }
  for (const manifest of manifests) {
    const { metadata: _, ...content } = manifest;
    for (const [field, value] of Object.entries(content)) {
      follow(value, field, renamed);
    }
  }
}

function follow(
  value: unknown,
  holder: string,
  renamed: Map<string, string>,
): void {
  if (Array.isArray(value)) {
    for (const entry of value) follow(entry, holder, renamed);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Record<string, unknown>;
  for (const [name, content] of Object.entries(fields)) {
    const kind =
      holder === 'scaleTargetRef' && name === 'name'
        ? fields.kind
        : REFERENCES[`${holder}.${name}`];
    const other = kind && renamed.get(`${kind}/${content}`);
    if (other) fields[name] = other;
    else follow(content, name, renamed);
  }
}
