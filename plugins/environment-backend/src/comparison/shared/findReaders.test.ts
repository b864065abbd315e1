import type { DeploymentSource } from '@towpath/plugin-environment-common';
import {
  readClaimed,
  toClaimingService,
  type ClaimedApplication,
} from '@towpath/plugin-environment-node';
import { component, environment } from '../../__testUtils__/entities';
import { findReaders, othersAt } from './findReaders';

const GITOPS = 'https://git.example/myorg/gitops.git';
const FOLDER = 'apps/pay/overlays/prod';
const source = {
  repoURL: GITOPS,
  path: FOLDER,
  targetRevision: 'main',
};

function labelled(
  service: string,
  sources: DeploymentSource[],
  more: Partial<ClaimedApplication> = {},
): ClaimedApplication {
  return {
    instance: 'main',
    namespace: 'argocd',
    name: `${service}-prod`,
    project: 'default',
    labels: {
      'towpath.dev/service': service,
      'towpath.dev/environment': 'prod',
    },
    sources,
    ...more,
  };
}

const pay = component('pay', {}, { owner: 'finance' });
const evil = component('evil', {}, { owner: 'newcomers' });

interface Case {
  /** What the other application is deployed from. */
  theirs?: Partial<DeploymentSource>;
  /** What of it is not as usual. */
  other?: Partial<ClaimedApplication>;
  mine?: Partial<DeploymentSource>;
  files?: string[];
  entities?: (typeof pay)[];
  argocd?: object;
}

/** Whose the files are beside those of `evil`, which wants to write them. */
function readersOf(one: Case): string[] {
  const prod = environment('prod', 'production', undefined, {
    argocd: one.argocd,
  });
  const services = (one.entities ?? [pay, evil]).map(toClaimingService);
  const application = labelled('evil', [{ ...source, ...one.mine }]);
  const other = labelled('pay', [{ ...source, ...one.theirs }], one.other);
  const writing = {
    repository: 'git@git.example:myorg/gitops.git',
    branch: 'main',
    files: one.files ?? [`${FOLDER}/kustomization.yaml`],
    application,
    service: services.find(({ name }) => name === 'evil')!,
    environment: prod as never,
  };
  const others = othersAt(writing, [application, other]);
  const known = { services, environments: [prod as never] };
  const found = findReaders(writing, others, known);
  return found.map(({ service, application: { name } }) =>
    [service.name, name].join(' by '),
  );
}

it.each<[string, Case]>([
  ['the same folder', {}],
  ['a path with a detour', { theirs: { path: `./x/../${FOLDER}/` } }],
  [
    'an address for SSH',
    { theirs: { repoURL: 'ssh://git@git.example/MyOrg/gitops' } },
  ],
  [
    'the branch by its whole name',
    { theirs: { targetRevision: 'refs/heads/main' } },
  ],
  ['the default branch', { theirs: { targetRevision: undefined } }],
  ['HEAD', { theirs: { targetRevision: 'HEAD' } }],
  ['a wider folder', { theirs: { path: 'apps/pay' } }],
  [
    'a narrower folder, to whose file the environment leads',
    { mine: { path: '.' }, files: ['x', `${FOLDER}/values.yaml`] },
  ],
  ['a file elsewhere than in the own folder', { mine: { path: 'apps/evil' } }],
  [
    'no label, and a name that says it',
    { other: { labels: { 'towpath.dev/environment': 'prod' } } },
  ],
  ['another instance of Argo CD', { other: { instance: 'second' } }],
])('finds who else is deployed from a file: %s', (_, one) => {
  expect(readersOf(one)).toEqual(['pay by pay-prod']);
});

const ALL = 'charts/service';

it.each<[string, object[], string]>([
  [
    'by the name of another source',
    [
      {
        repoURL: GITOPS,
        path: ALL,
        helm: { valueFiles: ['$values/apps/pay/prod.yaml'] },
      },
      { repoURL: GITOPS, ref: 'values', targetRevision: 'main' },
    ],
    'apps/pay/prod.yaml',
  ],
  [
    'for a chart of a registry',
    [
      {
        repoURL: 'https://charts.example',
        chart: 'service',
        helm: { valueFiles: ['$values/apps/pay/prod.yaml'] },
      },
      { repoURL: GITOPS, ref: 'values' },
    ],
    'apps/pay/prod.yaml',
  ],
  [
    'from the root of its repository',
    [
      {
        repoURL: GITOPS,
        path: ALL,
        helm: { valueFiles: ['/apps/pay/prod.yaml'] },
      },
    ],
    'apps/pay/prod.yaml',
  ],
  [
    'beside its folder',
    [
      {
        repoURL: GITOPS,
        path: ALL,
        helm: { valueFiles: ['../../apps/pay/prod.yaml'] },
      },
    ],
    'apps/pay/prod.yaml',
  ],
  [
    'as the value of a parameter',
    [
      {
        repoURL: GITOPS,
        path: ALL,
        helm: { fileParameters: [{ name: 'x', path: '/apps/pay/x.txt' }] },
      },
    ],
    'apps/pay/x.txt',
  ],
])('finds who reads a values file %s', (_, sources, file) => {
  const { valueFiles } = readClaimed('main', {
    metadata: { name: 'pay-prod' },
    spec: { sources },
  } as never);
  const mine = { path: 'apps' };
  const elsewhere = { theirs: { path: ALL }, other: { valueFiles } };
  expect(readersOf({ ...elsewhere, mine, files: [file] })).toEqual([
    'pay by pay-prod',
  ]);
  expect(readersOf({ ...elsewhere, mine, files: ['apps/evil.yaml'] })).toEqual(
    [],
  );
});

const sameOwner = component('evil', {}, { owner: 'finance' });

it.each<[string, Case]>([
  ['both have one owner', { entities: [pay, sameOwner] }],
  [
    'the environment names the application for the service',
    { argocd: { applications: { evil: 'argocd/evil-prod' } } },
  ],
  [
    'the environment gives the project to its owner',
    { argocd: { projects: { default: ['newcomers'] } } },
  ],
  ['it is another folder', { theirs: { path: `${FOLDER}-eu` } }],
  [
    'it is another repository',
    { theirs: { repoURL: 'https://git.example/myorg/other' } },
  ],
  ['it is another branch', { theirs: { targetRevision: 'release' } }],
  ['it is a chart', { theirs: { chart: 'pay', path: undefined } }],
  [
    'another source takes files from it by name',
    { theirs: { ref: 'values', path: undefined } },
  ],
  ['nobody has the other application', { entities: [evil] }],
])('leaves a file to its service where %s', (_, one) => {
  expect(readersOf(one)).toEqual([]);
});

it('does not let an entity bar others by what it says of itself', () => {
  const liar = component(
    'liar',
    { 'argocd/app-name': 'root' },
    { owner: 'strangers' },
  );
  const root = { name: 'root', labels: {} };
  const entities = [pay, evil, liar];
  expect(readersOf({ entities, other: root })).toEqual([]);
});
