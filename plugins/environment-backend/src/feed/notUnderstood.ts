import {
  HEALTH_ORDER,
  type ApplicationSpec,
  type PartialApplication,
} from '@towpath/argocd';
import { parseKustomization } from './kustomization';

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

const LISTS: Record<string, string[]> = {
  helm: ['parameters', 'valueFiles'],
  kustomize: ['images'],
};

const SYNC_STATES = ['Synced', 'OutOfSync', 'Unknown'];

type Part = Record<string, unknown>;

const partOf = (value: unknown): Part =>
  typeof value === 'object' && value !== null ? (value as Part) : {};

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : [];

const others = (value: unknown, known: string[]) =>
  Object.keys(partOf(value)).filter(key => !known.includes(key));

export const nameOfSource = (
  { sources }: { sources?: unknown },
  index: number,
) => (listOf(sources).length > 0 ? `spec.sources[${index}]` : 'spec.source');

/** What of an application, as Argo CD tells of it, may be otherwise than the portal takes it for. */
export function notUnderstoodIn({ spec, status }: PartialApplication) {
  const { health, sync } = status ?? {};
  return [
    ...unknownParts(partOf(spec)),
    ...unknownWord('status.health.status', health?.status, HEALTH_ORDER),
    ...unknownWord('status.sync.status', sync?.status, SYNC_STATES),
  ];
}

function unknownWord(where: string, word: unknown, known: string[]): string[] {
  const isKnown = word === undefined || known.includes(word as string);
  return isKnown ? [] : [`${where} ${JSON.stringify(word)}`];
}

/** Parts of an application that may change what is deployed, and of which nobody told us how. */
export function unknownParts(spec: Part | ApplicationSpec): string[] {
  const syncPolicy = partOf(spec.syncPolicy);
  const { syncOptions } = syncPolicy;
  return [
    ...others(spec, SPEC).map(key => `spec.${key}`),
    ...others(syncPolicy, SYNC_POLICY).map(key => `spec.syncPolicy.${key}`),
    ...(isList(syncOptions) ? [] : ['spec.syncPolicy.syncOptions']),
    ...listOf(syncOptions)
      .map(String)
      .filter(option => !SYNC_OPTIONS.includes(option.split('=')[0]))
      .map(option => `spec.syncPolicy.syncOptions "${option}"`),
    ...unknownSources(spec),
  ];
}

function unknownSources(spec: Part): string[] {
  const { source, sources } = spec;
  if (!isList(sources)) return ['spec.sources'];
  const all = listOf(sources).length > 0 ? listOf(sources) : [source];
  return all.flatMap((one, index) => {
    const name = nameOfSource(spec, index);
    return partOf(one).repoURL ? unknownInSource(partOf(one), name) : [name];
  });
}

/** One that is absent is understood. */
function isList(value: unknown): boolean {
  return value === undefined || value === null || Array.isArray(value);
}

function unknownInSource(source: Part, name: string): string[] {
  const { repoURL } = source;
  const kind = /^oci:/.test(String(repoURL)) ? [`${name}: ${repoURL}`] : [];
  return [
    ...kind,
    ...Object.entries(SOURCE).flatMap(([part, known]) => {
      const value = part ? source[part] : source;
      const where = [name, part].filter(Boolean).join('.');
      return [
        ...others(value, known),
        ...(LISTS[part] ?? []).filter(key => !isTold(partOf(value)[key], key)),
      ].map(key => `${where}.${key}`);
    }),
  ];
}

function isTold(value: unknown, key: string): boolean {
  const type = key === 'parameters' ? 'object' : 'string';
  return isList(value) && listOf(value).every(one => typeof one === type);
}

/** Fields of a kustomization that may have the last word over an image. */
export function unknownInKustomization(file: string, text: string): string[] {
  return others(parseKustomization(text), KUSTOMIZATION).map(
    key => `${key} in ${file}`,
  );
}
