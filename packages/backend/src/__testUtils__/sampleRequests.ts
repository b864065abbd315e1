/** What the route table test asks with: an entity of team-finance, and ids that nothing has. */
const NOTHING = '6f1c2a04-0000-4000-8000-000000000000';

const PARAMETERS: Record<string, string> = {
  kind: 'component',
  namespace: 'default',
  name: 'accounting-db',
  environment: 'prod',
  provider: 'github',
  resource: 'repositories',
  bucket: 'shelf',
  'key(*)': 'book',
};

const NOTIFICATION = {
  recipients: { type: 'broadcast' },
  payload: { title: 'x' },
};

const DELIVERY = {
  service: 'component:default/accounting-db',
  environment: 'prod',
  version: '1.0.0',
  commit: '0'.repeat(40),
  requestedBy: 'user:default/ada',
};

const BODIES: Record<string, object> = {
  'POST /api/catalog/refresh': {
    entityRef: 'component:default/accounting-db',
  },
  'POST /api/catalog/entities/by-refs': { entityRefs: [] },
  'POST /api/catalog/locations': {
    type: 'url',
    target: 'https://git.example/catalog-info.yaml',
  },
  'PUT /api/catalog/locations/:id': {
    type: 'url',
    target: 'https://git.example/catalog-info.yaml',
  },
  'POST /api/catalog/analyze-location': {
    location: { type: 'url', target: 'https://git.example/x.yaml' },
  },
  'POST /api/catalog/entity-facets': { facets: ['kind'] },
  'POST /api/catalog/validate-entity': {
    entity: { apiVersion: 'v1', kind: 'Component', metadata: { name: 'x' } },
    location: 'url:https://git.example/catalog-info.yaml',
  },
  'POST /api/environment/promotions': {
    service: 'component:default/accounting-db',
    from: 'staging',
    to: 'prod',
  },
  'POST /api/environment/promotions/:id/approve': { digest: 'x' },
  'POST /api/environment/promotions/:id/reject': { comment: 'x' },
  'POST /api/environment/freezes': {
    environment: 'prod',
    reason: 'x',
    endsAt: '2099-01-01T00:00:00Z',
  },
  'POST /api/environment/checks': {
    service: 'component:default/accounting-db',
    version: '1.0.0',
    name: 'x',
    state: 'passed',
  },
  'POST /api/events/bus/v1/events': {
    event: { topic: 'x', payload: {} },
    notifiedSubscribers: [],
  },
  'PUT /api/events/bus/v1/subscriptions/:subscriptionId': { topics: ['x'] },
  'POST /api/notifications/': NOTIFICATION,
  'POST /api/notifications/notifications': NOTIFICATION,
  'POST /api/user-settings/multiget': { items: [] },
  'POST /api/environment/promotions/:id/rollback': { reason: 'x' },
  'POST /api/runs/runs/:id/approve': { digest: 'x' },
  'POST /api/runs/runs/:id/reject': { comment: 'x' },
  'POST /api/runs/runs/:id/rollback': { reason: 'x' },
  'POST /api/score/deliveries': {
    ...DELIVERY,
    promotion: NOTHING,
    attempt: 1,
    digest: 'x',
  },
  'POST /api/score/deliveries/plans': DELIVERY,
  'POST /api/score/services/:kind/:namespace/:name/resources': {
    environment: 'dev',
    name: 'db',
    type: 'postgres',
  },
  'POST /api/terraform-stacks/runs': {
    stack: 'shop',
    intent: 'change',
    module: { name: 'x' },
    timeoutMs: 1,
  },
  'POST /api/terraform-stacks/runs/:id/apply': { digest: 'x' },
  // One that fits would make the stack somebody's, for what is asked after it.
  'POST /api/terraform-stacks/stacks/:key/credentials': { hours: 0 },
  'POST /api/terraform-stacks/runs/:id/cancel': { reason: 'x' },
  'POST /api/scaffolder/v2/tasks': {
    templateRef: 'template:default/new-service',
    values: {},
  },
  'POST /api/scaffolder/v2/dry-run': {
    template: {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name: 'x' },
      spec: { type: 'service', steps: [] },
    },
    values: {},
    directoryContents: [],
  },
  'POST /api/permission/authorize': { items: [] },
};

const QUERIES: Record<string, string> = {
  'POST /api/catalog/locations': '?dryRun=true',
  'GET /api/catalog/entities': '?limit=1',
  'GET /api/catalog/entity-facets': '?facet=kind',
  'GET /api/environment/compare':
    '?service=component:default/accounting-db&from=staging&to=prod',
  'GET /api/search/query': '?term=finance',
};

export interface SampleRequest {
  method: string;
  path: string;
  body?: object;
}

/** A request that reaches a route as it is written in the route table. */
export function sampleRequest(route: string): SampleRequest {
  const [verb, pattern] = route.split(' ');
  const method = ['USE', 'ALL'].includes(verb) ? 'GET' : verb;
  const path = pattern
    .replace(/:(\w+(\(\*\))?)/g, (_, name) => PARAMETERS[name] ?? NOTHING)
    .replace('*', 'page');
  const isEmpty = method === 'GET' || method === 'DELETE';
  return {
    method,
    path: path + (QUERIES[route] ?? ''),
    body: isEmpty ? undefined : BODIES[route] ?? {},
  };
}
