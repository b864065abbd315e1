import type { Application, ApplicationSource } from '@towpath/argocd';
import type { DeliveryTarget } from '../../model/PromotionPlan';
import { findLastWord } from './findLastWord';

const CHART = 'charts/shop';
const SOURCE: ApplicationSource = {
  repoURL: 'https://git.example/myorg/gitops',
  path: CHART,
};
const VALUES = 'image:\n  tag: 1.0.0\n';

/** Charts of a repository, by path. */
const FILES: Record<string, string> = {
  [`${CHART}/Chart.yaml`]: 'name: shop\n',
  [`${CHART}/values.yaml`]: VALUES,
  [`${CHART}/values-prod.yaml`]: VALUES,
  [`${CHART}/replicas.yaml`]: 'replicas: 3\n',
  'shared/values.yaml': VALUES,
};

interface Situation {
  source?: Partial<ApplicationSource>;
  sources?: ApplicationSource[];
  spec?: object;
  metadata?: object;
  file?: string;
  target?: DeliveryTarget;
  strategy?: string;
  index?: number;
  files?: Record<string, string>;
  parent?: Application;
}

const edit = (file: string): DeliveryTarget => ({
  type: 'git',
  folder: 'apps/shop',
  repository: SOURCE.repoURL,
  branch: 'main',
  edits: [{ type: 'yaml', file, path: ['image', 'tag'], value: '1.1.0' }],
});

function look(situation: Situation): Promise<string[]> {
  const { source, sources, spec, metadata, index = 0, parent } = situation;
  const files = { ...FILES, ...situation.files };
  const application = {
    metadata: { name: 'shop-prod', ...metadata },
    spec: {
      project: 'default',
      destination: {},
      ...(sources ? { sources } : { source: { ...SOURCE, ...source } }),
      ...spec,
    },
  } as Application;
  return findLastWord(
    {
      application,
      environment: 'prod',
      target:
        situation.target ?? edit(situation.file ?? `${CHART}/values.yaml`),
      index,
      strategy: situation.strategy ?? 'helm-value',
      image: 'registry.example/shop',
      read: async (_, paths) =>
        new Map(
          paths.flatMap(path => (path in files ? [[path, files[path]]] : [])),
        ),
    },
    async () => parent,
  );
}

const helm = (more: ApplicationSource['helm']): Partial<ApplicationSource> => ({
  helm: more,
});
const parameters: DeliveryTarget = {
  type: 'parameter',
  parameters: { 'image.tag': '1.1.0' },
};
const tracked = {
  annotations: {
    'argocd.argoproj.io/tracking-id':
      'apps:argoproj.io/Application:argocd/shop-prod',
  },
};
const parent = (automated?: object) =>
  ({
    metadata: { name: 'apps' },
    spec: { syncPolicy: { automated } },
  } as Application);

it.each<[string, Situation]>([
  ['the values of a chart', {}],
  [
    'a values file that is listed last',
    {
      source: helm({ valueFiles: ['values.yaml', 'values-prod.yaml'] }),
      file: `${CHART}/values-prod.yaml`,
    },
  ],
  [
    'a values file with another after it that says nothing of it',
    {
      source: helm({
        valueFiles: ['values.yaml', 'replicas.yaml', 'gone.yaml'],
      }),
    },
  ],
  [
    'a values file from the root',
    {
      source: helm({ valueFiles: ['/shared/values.yaml'] }),
      file: 'shared/values.yaml',
    },
  ],
  [
    'a values file above',
    {
      source: helm({ valueFiles: ['../../shared/values.yaml'] }),
      file: 'shared/values.yaml',
    },
  ],
  [
    'a values file of a source with a name',
    {
      sources: [
        {
          repoURL: 'https://charts.example',
          chart: 'shop',
          helm: { valueFiles: ['$values/shared/values.yaml'] },
        },
        { repoURL: SOURCE.repoURL, ref: 'values' },
      ],
      index: 1,
      file: 'shared/values.yaml',
    },
  ],
  [
    'a value beside one that is overridden',
    {
      source: helm({
        parameters: [
          { name: 'image.tagSuffix', value: 'x' },
          { name: 'image\\.tag', value: 'x' },
        ],
        valuesObject: { image: { name: 'x' } },
      }),
    },
  ],
  [
    'a plain file',
    {
      strategy: 'yaml-path',
      source: { path: 'plain' },
      file: 'plain/app.yaml',
    },
  ],
  ['a parameter of an application of its own', { target: parameters }],
  [
    'a parameter that its owner leaves alone',
    {
      target: parameters,
      metadata: {
        ownerReferences: [{ kind: 'ApplicationSet', name: 'shops' }],
        annotations: { 'towpath.dev/parameters': 'ours' },
      },
    },
  ],
])('lets %s be written', async (_, situation) => {
  expect(await look(situation)).toEqual([]);
});

it.each<[string, Situation, RegExp]>([
  [
    'a parameter',
    { source: helm({ parameters: [{ name: 'image.tag', value: '1' }] }) },
    /the parameter image.tag of Application "shop-prod", spec.source sets it/,
  ],
  [
    'a parameter of all that it is in',
    { source: helm({ parameters: [{ name: 'image', value: '{}' }] }) },
    /the parameter image/,
  ],
  [
    'a parameter from a file',
    { source: helm({ fileParameters: [{ name: 'image.tag', path: 'x' }] }) },
    /the parameter image.tag/,
  ],
  [
    'values in the application',
    { source: helm({ values: 'image: {tag: 1}' }) },
    /helm.values of Application/,
  ],
  [
    'values that take its place',
    { source: helm({ values: 'image: null' }) },
    /helm.values of Application/,
  ],
  [
    'an object of values',
    { source: helm({ valuesObject: { image: { tag: '1' } } }) },
    /helm.valuesObject of/,
  ],
  [
    'a later values file',
    { source: helm({ valueFiles: ['values.yaml', 'values-prod.yaml'] }) },
    /values-prod.yaml, which comes after it, sets it too/,
  ],
  [
    'a file of the application beside the chart',
    {
      files: {
        [`${CHART}/.argocd-source-shop-prod.yaml`]:
          'helm: {parameters: [{name: image.tag, value: 1}]}',
      },
    },
    /\.argocd-source-shop-prod\.yaml sets it/,
  ],
  [
    'nobody who reads it',
    {
      source: helm({ valueFiles: ['values-prod.yaml'] }),
      file: 'shared/values.yaml',
    },
    /does not read shared\/values.yaml.*are values-prod.yaml/,
  ],
  [
    'nobody who reads a source that is there for values',
    {
      sources: [
        {
          repoURL: 'https://charts.example',
          chart: 'shop',
          helm: { valueFiles: ['$values/other.yaml'] },
        },
        { repoURL: SOURCE.repoURL, ref: 'values' },
      ],
      index: 1,
      file: 'shared/values.yaml',
      strategy: 'yaml-path',
    },
    /does not read shared\/values.yaml/,
  ],
  [
    'a sync that leaves images as they are',
    {
      spec: {
        ignoreDifferences: [
          {
            kind: 'Deployment',
            jsonPointers: ['/spec/template/spec/containers/0/image'],
          },
        ],
        syncPolicy: { syncOptions: ['RespectIgnoreDifferences=true'] },
      },
    },
    /leaves images as they are/,
  ],
  [
    'an ApplicationSet that makes it',
    {
      target: parameters,
      metadata: {
        ownerReferences: [{ kind: 'ApplicationSet', name: 'shops' }],
      },
    },
    /the ApplicationSet "shops" .* sets its parameters back.*towpath.dev\/parameters: ours/,
  ],
  [
    'an application that makes it and heals itself',
    {
      target: parameters,
      metadata: tracked,
      parent: parent({ selfHeal: true }),
    },
    /Application "apps", which makes it, heals itself/,
  ],
  [
    'the same parameter further on',
    {
      target: parameters,
      source: helm({
        parameters: [
          { name: 'image.tag', value: '1' },
          { name: 'image.tag', value: '2' },
        ],
      }),
    },
    /spec.source has image.tag twice/,
  ],
  [
    'a file that replaces all parameters',
    {
      target: parameters,
      files: { [`${CHART}/.argocd-source.yaml`]: 'helm: {parameters: []}' },
    },
    /argocd-source.yaml has helm.parameters/,
  ],
])(
  'refuses to write where the last word has %s',
  async (_, situation, words) => {
    await expect(look(situation)).rejects.toThrow(words);
    await expect(look(situation)).rejects.toMatchObject({
      name: 'ConflictError',
    });
  },
);

it.each<[Situation, string[]]>([
  [{ spec: { sourceHydrator: {} } }, ['spec.sourceHydrator']],
  [{ source: { plugin: { name: 'cue' } } }, ['spec.source.plugin']],
  [{ source: helm({ postRenderer: 'x' }) }, ['spec.source.helm.postRenderer']],
  [
    { source: { directory: { jsonnet: {} } } },
    ['spec.source.directory.jsonnet'],
  ],
  [{ spec: { syncPolicy: { magic: true } } }, ['spec.syncPolicy.magic']],
  [
    { sources: [SOURCE, { repoURL: 'oci://registry.example/more' }] },
    ['spec.sources[1]: oci://registry.example/more'],
  ],
  [
    {
      source: helm({ valueFiles: ['values-*.yaml'] }),
      file: 'shared/values.yaml',
    },
    ['spec.source.helm.valueFiles "values-*.yaml"'],
  ],
  [
    {
      source: helm({
        valueFiles: ['values.yaml', 'https://x.example/values.yaml'],
      }),
    },
    ['spec.source.helm.valueFiles "https://x.example/values.yaml"'],
  ],
  [
    {
      target: {
        ...edit(''),
        edits: [
          {
            type: 'kustomize-image',
            file: 'k/kustomization.yaml',
            image: 'shop',
            newTag: '1',
          },
        ],
      } as DeliveryTarget,
      files: {
        'k/kustomization.yaml':
          'components: [x]\nreplacements: []\nhelmCharts: []\nimages: []\n',
      },
    },
    [
      'components in k/kustomization.yaml',
      'replacements in k/kustomization.yaml',
      'helmCharts in k/kustomization.yaml',
    ],
  ],
  [
    { target: parameters, metadata: tracked },
    ['whether Application "apps", which makes it, sets its parameters back'],
  ],
])(
  'names what may have the last word and is not understood: %j',
  async (situation, parts) => {
    expect(await look(situation)).toEqual(parts);
  },
);
