import type { ApplicationSource, ApplicationSpec } from '@towpath/argocd';
import { parseKustomization } from '../../feed/kustomization';
import { nameOfSource } from './Look';

const SPEC = [
  'project',
  'destination',
  'source',
  'sources',
  'syncPolicy',
  'revisionHistoryLimit',
  'info',
  'ignoreDifferences',
];

const SOURCE: Record<string, string[]> = {
  '': [
    'repoURL',
    'path',
    'targetRevision',
    'chart',
    'ref',
    'name',
    'helm',
    'kustomize',
    'directory',
  ],
  helm: [
    'parameters',
    'fileParameters',
    'valueFiles',
    'values',
    'valuesObject',
    'releaseName',
    'ignoreMissingValueFiles',
    'passCredentials',
    'skipCrds',
    'skipTests',
    'skipSchemaValidation',
    'version',
    'namespace',
    'kubeVersion',
    'apiVersions',
  ],
  // Patches come before images, which have the last word over them.
  kustomize: [
    'images',
    'patches',
    'replicas',
    'namePrefix',
    'nameSuffix',
    'namespace',
    'commonLabels',
    'commonAnnotations',
    'commonAnnotationsEnvsubst',
    'forceCommonLabels',
    'forceCommonAnnotations',
    'labelWithoutSelector',
    'labelIncludeTemplates',
    'version',
    'kubeVersion',
    'apiVersions',
  ],
  directory: ['recurse', 'include', 'exclude'],
};

const SYNC_POLICY = [
  'automated',
  'syncOptions',
  'retry',
  'managedNamespaceMetadata',
];

const SYNC_OPTIONS = [
  'ApplyOutOfSyncOnly',
  'ClientSideApplyMigration',
  'CreateNamespace',
  'Delete',
  'FailOnSharedResource',
  'Force',
  'Prune',
  'PruneLast',
  'PrunePropagationPolicy',
  'Replace',
  'RespectIgnoreDifferences',
  'ServerSideApply',
  'SkipDryRunOnMissingResource',
  'Validate',
];

/** What of a kustomization is done before its `images`, or does not touch an image. */
const KUSTOMIZATION = [
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'bases',
  'crds',
  'images',
  'namespace',
  'namePrefix',
  'nameSuffix',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'replicas',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'sortOptions',
  'buildMetadata',
];

const others = (value: object | undefined, known: string[]) =>
  Object.keys(value ?? {}).filter(key => !known.includes(key));

/** Parts of an application that may change what is deployed, and of which nobody told us how. */
export function unknownParts(spec: ApplicationSpec): string[] {
  const { syncPolicy } = spec;
  const sources = spec.sources?.length ? spec.sources : [spec.source];
  return [
    ...others(spec, SPEC).map(key => `spec.${key}`),
    ...others(syncPolicy, SYNC_POLICY).map(key => `spec.syncPolicy.${key}`),
    ...(syncPolicy?.syncOptions ?? [])
      .filter(option => !SYNC_OPTIONS.includes(option.split('=')[0]))
      .map(option => `spec.syncPolicy.syncOptions "${option}"`),
    ...sources.flatMap((source, index) =>
      source ? unknownInSource(source, nameOfSource(spec, index)) : [],
    ),
  ];
}

function unknownInSource(source: ApplicationSource, name: string): string[] {
  const kind = /^oci:/.test(source.repoURL)
    ? [`${name}: ${source.repoURL}`]
    : [];
  return [
    ...kind,
    ...Object.entries(SOURCE).flatMap(([part, known]) => {
      const value = part ? source[part] : source;
      const isObject = typeof value === 'object' && value !== null;
      const where = [name, part].filter(Boolean).join('.');
      return others(isObject ? (value as object) : undefined, known).map(
        key => `${where}.${key}`,
      );
    }),
  ];
}

/** Fields of a kustomization that may have the last word over an image. */
export function unknownInKustomization(file: string, text: string): string[] {
  return others(parseKustomization(text), KUSTOMIZATION).map(
    key => `${key} in ${file}`,
  );
}
