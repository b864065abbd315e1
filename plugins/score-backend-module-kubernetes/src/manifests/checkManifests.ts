import type { JsonValue } from '@backstage/types';
import {
  plainSecretFields,
  isMap,
  shown,
  type IsOpen,
} from '@towpath/plugin-score-node';
import { isClusterScoped } from './clusterScoped';

/** How strictly manifests are read. */
export interface ManifestRules {
  isOpen: IsOpen;
  /** Where the workload runs; absent while definitions are read. */
  namespace?: string;
  allowClusterScoped: boolean;
}

const API_VERSION = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\/)?[a-z][a-z0-9]*$/;
/** Most begin with a capital; those of Kratix's marketplace do not. */
const KIND = /^[A-Za-z][A-Za-z0-9]*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_NAME = 253;

/** Why these objects cannot go to Git, one sentence each. */
export function problemsOfManifests(
  manifests: JsonValue | undefined,
  rules: ManifestRules,
): string[] {
  if (rules.isOpen(manifests)) return [];
  if (!Array.isArray(manifests) || manifests.length === 0) {
    return [
      `settings.manifests is ${shown(
        manifests,
      )}: give a list of objects of Kubernetes, at least one`,
    ];
  }
  return [
    ...manifests.flatMap((object, at) =>
      problemsOf(object, `settings.manifests[${at}]`, rules),
    ),
    ...repeats(manifests),
  ];
}

function problemsOf(
  object: unknown,
  path: string,
  rules: ManifestRules,
): string[] {
  if (rules.isOpen(object)) return [];
  if (!isMap(object)) {
    return [`${path} is ${shown(object)}: give an object of Kubernetes`];
  }
  return [
    ...problemsOfKind(object, path, rules),
    ...problemsOfMetadata(object, path, rules),
    ...problemsOfSecret(object, path),
  ];
}

function problemsOfKind(
  { apiVersion, kind, items }: Record<string, unknown>,
  path: string,
  { isOpen, allowClusterScoped }: ManifestRules,
): string[] {
  if (isOpen(apiVersion) || isOpen(kind)) return [];
  if (typeof apiVersion !== 'string' || !API_VERSION.test(apiVersion)) {
    return [
      `${path}.apiVersion is ${shown(
        apiVersion,
      )}: give a version such as v1 or apps/v1`,
    ];
  }
  if (typeof kind !== 'string' || !KIND.test(kind)) {
    return [`${path}.kind is ${shown(kind)}: give a kind such as Deployment`];
  }
  if (kind === 'List' || items !== undefined) {
    return [
      `${path} is a ${kind} with objects inside, which nothing would look at: write them as entries of settings.manifests`,
    ];
  }
  if (isClusterScoped({ apiVersion, kind }) && !allowClusterScoped) {
    return [
      `${path} is a ${kind}, which belongs to the whole cluster: write settings.allowClusterScoped: true where that is meant`,
    ];
  }
  return [];
}

function problemsOfMetadata(
  object: Record<string, unknown>,
  path: string,
  rules: ManifestRules,
): string[] {
  const { metadata } = object;
  if (rules.isOpen(metadata)) return [];
  if (!isMap(metadata)) {
    return [`${path}.metadata is ${shown(metadata)}: give it a name`];
  }
  return [
    ...problemsOfName(object, metadata.name, `${path}.metadata.name`, rules),
    ...problemsOfNamespace(
      metadata.namespace,
      `${path}.metadata.namespace`,
      rules,
    ),
  ];
}

function problemsOfName(
  object: Record<string, unknown>,
  name: unknown,
  path: string,
  { isOpen }: ManifestRules,
): string[] {
  const dots = isClusterScoped({
    apiVersion: String(object.apiVersion),
    kind: String(object.kind),
  });
  if (isOpen(name) || (typeof name === 'string' && isName(name, dots))) {
    return [];
  }
  return [
    `${path} is ${shown(
      name,
    )}: give 1 to 63 of a-z, 0-9 and "-", with neither end a "-", such as \${resource.slug}`,
  ];
}

/** Names of what belongs to the whole cluster may have dots, as those of definitions of kinds do. */
function isName(name: string, dots: boolean): boolean {
  if (!dots) return LABEL.test(name);
  return (
    name.length <= LONGEST_NAME &&
    name.split('.').every(part => LABEL.test(part))
  );
}

function problemsOfNamespace(
  found: unknown,
  path: string,
  { isOpen, namespace }: ManifestRules,
): string[] {
  if (found === undefined || isOpen(found)) return [];
  if (namespace === undefined && typeof found === 'string') return [];
  if (found === namespace) return [];
  const where = namespace ? ` (${namespace})` : '';
  return [
    `${path} is ${shown(
      found,
    )}: objects go where the workload runs${where}, so leave it out`,
  ];
}

function problemsOfSecret(
  object: Record<string, unknown>,
  path: string,
): string[] {
  return plainSecretFields(object).map(
    field =>
      `${path} is a Secret with ${field}, which everybody who reads the repository could read: name the value under settings.secretOutputs, and refer to it in the Secret \${resource.secretName}`,
  );
}

function repeats(manifests: JsonValue[]): string[] {
  const seen = new Map<string, number>();
  return manifests.flatMap((object, at) => {
    if (!isMap(object) || !isMap(object.metadata)) return [];
    const { apiVersion, kind, metadata } = object;
    const key = JSON.stringify([apiVersion, kind, metadata.name]);
    const first = seen.get(key);
    seen.set(key, first ?? at);
    return first === undefined
      ? []
      : [
          `settings.manifests[${at}] is ${kind} ${metadata.name}, as settings.manifests[${first}] is: give each a name of its own`,
        ];
  });
}
