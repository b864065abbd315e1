import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { Policy } from '@towpath/policy';
import { POLICY_VARIABLES } from './PlanJudge';

const FILE = path.resolve(
  __dirname,
  '../../../../platform/policies/provisioning.yaml',
);
const definition = parse(readFileSync(FILE, 'utf8'), { merge: true });
const policy = Policy.compile(definition, { variables: POLICY_VARIABLES });

const CONTAINER = {
  name: 'app',
  image: 'registry.example.org:5000/orders:1.4.2',
  livenessProbe: { httpGet: { port: 8080, path: '/live' } },
  readinessProbe: { httpGet: { port: 8080, path: '/ready' } },
  resources: {
    requests: { cpu: '100m', memory: '64Mi' },
    limits: { memory: '128Mi' },
  },
};

const deployment = (container: object = {}, pod: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'orders' },
  spec: {
    template: {
      spec: {
        securityContext: { runAsNonRoot: true },
        containers: [{ ...CONTAINER, ...container }],
        ...pod,
      },
    },
  },
});

const workload = (change: object = {}) => ({
  apiVersion: 'score.dev/v1b1',
  metadata: { name: 'orders' },
  containers: { app: { image: '.' } },
  resources: { db: { type: 'postgres' } },
  ...change,
});

const resource = (change: object = {}) => ({
  id: '1',
  uid: 'postgres.default#orders.db',
  type: 'postgres',
  class: 'default',
  name: 'db',
  action: 'none',
  changes: [],
  notes: [],
  holdsData: true,
  ...change,
});

const TEAM = { before: 10, after: 10 };
const AS_BEFORE = { before: 10, after: 10, currency: 'EUR', team: TEAM };

const withParams = (params: object) =>
  workload({ resources: { db: { type: 'postgres', params } } });
const sized = (size: string, what: string) => ({
  workload: withParams({ size }),
  resources: [resource({ action: what })],
});
const agreedTo = (input: object, change: object = {}) => ({
  ...sized('large', 'create'),
  agreed: [
    {
      template: 'template:default/new-service',
      input: JSON.parse(JSON.stringify({ name: 'orders', ...input })),
      rules: ['templates/large-database'],
      by: ['user:default/linus'],
      at: '2026-11-29T02:00:00.000Z',
      ...change,
    },
  ],
});

function ask(tier: string, change: object = {}) {
  const { findings } = policy.evaluate({
    service: {
      ref: 'component:default/orders',
      name: 'orders',
      owner: 'group:default/sales',
    },
    environment: { name: tier, tier, owner: 'group:default/platform-team' },
    workload: workload(),
    resources: [resource()],
    objects: [
      deployment(),
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'orders' } },
    ],
    cost: { ...AS_BEFORE },
    requestedBy: 'user:default/ada',
    agreed: [],
    now: '2026-11-29T03:00:00.000Z',
    ...change,
  });
  expect(findings.filter(({ error }) => error)).toEqual([]);
  expect(findings.filter(({ message }) => /\(unknown\)/.test(message))).toEqual(
    [],
  );
  return findings;
}

const said = (tier: string, change: object = {}) =>
  ask(tier, change)
    .map(({ rule, effect }) => `${effect} ${rule}`)
    .sort();

const container = (change: object) => ({ objects: [deployment(change)] });
const image = (name: string) => ({
  workload: workload({ containers: { app: { image: name } } }),
});
const action = (change: object) => ({ resources: [resource(change)] });
const annotated = (annotations: object) => ({
  workload: workload({
    resources: { db: { type: 'postgres', metadata: { annotations } } },
  }),
});

const PAID = {
  workload: workload({
    metadata: {
      name: 'orders',
      annotations: { 'example.org/cost-centre': '4711' },
    },
  }),
};

const NO_VERSION = ['deny image-names-a-version'];

it.each<[string, object, string[]]>([
  ['nothing that is not right', {}, []],
  ['no objects and no resources', { objects: [], resources: [] }, []],
  [
    'a workload without resources',
    { workload: workload({ resources: {} }), resources: [] },
    [],
  ],
  ['an image with a version', image('nginx:1.27'), []],
  ['an image with a digest', image('nginx@sha256:0a1b'), []],
  ['an image without a version', image('nginx'), NO_VERSION],
  [
    'a port that is no version',
    image('registry.example.org:5000/nginx'),
    NO_VERSION,
  ],
  ['latest', container({ image: 'nginx:latest' }), NO_VERSION],
  [
    'main',
    container({ image: 'registry.example.org:5000/a/b:main' }),
    NO_VERSION,
  ],
  ['what only begins so', container({ image: 'nginx:latest-1.27' }), []],
  ['no liveness', container({ livenessProbe: undefined }), ['deny probes']],
  ['no readiness', container({ readinessProbe: undefined }), ['deny probes']],
  ['no resources', container({ resources: undefined }), ['deny limits']],
  [
    'no limit',
    container({ resources: { requests: CONTAINER.resources.requests } }),
    ['deny limits'],
  ],
  [
    'no requests',
    container({ resources: { limits: { memory: '1Gi' } } }),
    ['deny limits'],
  ],
  [
    'a kind that rules do not know',
    { objects: [{ apiVersion: 'v1', kind: 'Deployment.x', metadata: {} }] },
    [],
  ],
  [
    'a new database',
    action({ action: 'create' }),
    ['gate backup-is-agreed', 'gate production-changes'],
  ],
  [
    'a new database with backups',
    {
      ...annotated({ 'example.org/backup-retention': '30d' }),
      ...action({ action: 'create' }),
    },
    ['gate production-changes'],
  ],
  [
    'a new database with other words',
    { ...annotated({ a: 'b' }), ...action({ action: 'create' }) },
    ['gate backup-is-agreed', 'gate production-changes'],
  ],
  [
    'a new route',
    action({ action: 'create', holdsData: undefined }),
    ['gate production-changes'],
  ],
  ['a change', action({ action: 'update' }), ['gate production-changes']],
  [
    'a database that goes',
    action({ action: 'delete' }),
    ['gate data-goes-from-production', 'gate production-changes'],
  ],
  [
    'a database that is another one',
    action({ action: 'replace' }),
    ['gate data-goes-from-production', 'gate production-changes'],
  ],
  [
    'a database that is taken over',
    action({ action: 'import', imports: { name: 'database x on main' } }),
    ['gate production-changes', 'gate takes-over-data'],
  ],
  ['a database that stays', action({ action: 'retain' }), []],
  [
    'a route that goes',
    action({ action: 'delete', holdsData: false }),
    ['gate production-changes'],
  ],
])('in production: %s', (_what, change, rules) => {
  expect(said('production', change)).toEqual(rules);
});

it.each<[string, object, string[]]>([
  ['nothing that is not right', {}, []],
  ['latest', container({ image: 'nginx:latest' }), []],
  ['no probes', container({ livenessProbe: undefined }), []],
  ['a new database', action({ action: 'create' }), []],
  ['a database that goes', action({ action: 'delete' }), ['gate data-goes']],
  [
    'a database that is taken over',
    action({ action: 'import', imports: { name: 'database x on main' } }),
    ['gate takes-over-data'],
  ],
  [
    'root',
    { objects: [deployment({}, { securityContext: {} })] },
    ['deny not-as-root'],
  ],
  [
    'root, said aloud',
    { objects: [deployment({}, { securityContext: { runAsNonRoot: false } })] },
    ['deny not-as-root'],
  ],
  [
    'a pod that says nothing',
    { objects: [deployment({}, { securityContext: undefined })] },
    ['deny not-as-root'],
  ],
  [
    'a container that says otherwise',
    container({ securityContext: { runAsNonRoot: false } }),
    ['deny not-as-root'],
  ],
  [
    'each container for itself',
    {
      objects: [
        deployment(
          { securityContext: { runAsNonRoot: true } },
          { securityContext: undefined },
        ),
      ],
    },
    [],
  ],
  [
    'as much as before',
    { cost: { before: 900, after: 900, currency: 'EUR', team: TEAM } },
    [],
  ],
  [
    'less than before',
    { cost: { before: 900, after: 600.5, currency: 'EUR', team: TEAM } },
    [],
  ],
  [
    'just what is allowed',
    {
      ...PAID,
      cost: { before: 0, after: 500, currency: 'EUR', team: TEAM },
    },
    [],
  ],
  [
    'more than that',
    {
      ...PAID,
      cost: { before: 0, after: 500.5, currency: 'EUR', team: TEAM },
    },
    ['gate budget'],
  ],
  [
    'a team that comes over its budget',
    { cost: { ...AS_BEFORE, team: { before: 990, after: 1000.5 } } },
    ['gate team-budget'],
  ],
  [
    'a team that was over it before, and saves',
    { cost: { ...AS_BEFORE, team: { before: 2000, after: 1900 } } },
    [],
  ],
  [
    'something large',
    sized('large', 'create'),
    ['gate large-outside-production'],
  ],
  ['something large that is there', sized('large', 'none'), []],
  ['the large one that was agreed to', agreedTo({ database: 'large' }), []],
  ...[
    ['another size', agreedTo({ database: 'medium' })],
    ['another service', agreedTo({ database: 'large', name: 'stock' })],
    ['no name', agreedTo({ database: 'large', name: undefined })],
    ['another template', agreedTo({ database: 'large' }, { template: 'x' })],
    ['another rule', agreedTo({ database: 'large' }, { rules: ['x/y'] })],
    [
      'a new one, not for what grows',
      { ...agreedTo({ database: 'large' }), ...sized('large', 'update') },
    ],
    [
      'another resource',
      {
        ...agreedTo({ database: 'large' }),
        workload: workload({
          resources: { more: { type: 'postgres', params: { size: 'large' } } },
        }),
        resources: [resource({ name: 'more', action: 'create' })],
      },
    ],
  ].map(
    ([what, change]) =>
      [
        `something large after an agreement to ${what}`,
        change,
        ['gate large-outside-production'],
      ] as [string, object, string[]],
  ),
  ['something small', sized('small', 'create'), []],
])('elsewhere: %s', (_what, change, rules) => {
  expect(said('development', change)).toEqual(rules);
});

it('asks the leads, and somebody else than who asked, where data of production goes', () => {
  const [finding] = ask('production', action({ action: 'delete' }));
  expect(finding).toEqual({
    rule: 'data-goes-from-production',
    effect: 'gate',
    message:
      'Data of orders in production would go: db. Its leads look at whether a copy is kept, and somebody else than who asked agrees.',
    approvers: { by: 'owner-leads', fourEyes: true },
  });
});

it('asks who answers for the environment, where it costs more', () => {
  const cost = { before: 20, after: 620, currency: 'EUR', team: TEAM };
  const [finding] = ask('development', { ...PAID, cost });
  expect(finding).toMatchObject({
    message: expect.stringContaining('would cost 620 EUR a month'),
    approvers: { by: 'environment-owner' },
  });
});

// What may not run any more has to be removable.
it.each([
  ['development', ['gate data-goes']],
  ['production', ['gate data-goes-from-production', 'gate production-changes']],
])(
  'of a service that goes altogether from %s its data alone is asked about',
  (tier, expected) => {
    const gone = {
      workload: {
        apiVersion: 'score.dev/v1b1',
        metadata: { name: 'orders' },
        containers: {},
      },
      resources: [resource({ action: 'delete' })],
      objects: [],
    };
    expect(said(tier, gone)).toEqual(expected);
  },
);
