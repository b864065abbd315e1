import type {
  Plan,
  PlannedResource,
  Resource,
  ResourceType,
  ScoreService,
} from '@towpath/plugin-score-common';

export const SERVICE = 'component:default/payment-service';

export const SCORE_TEXT = `apiVersion: score.dev/v1b1
metadata:
  name: payment-service
service:
  ports:
    web: { port: 80, targetPort: 8080 }
containers:
  main:
    image: .
    variables:
      DB_HOST: \${resources.db.host}
resources:
  db:
    type: postgres
`;

export const resourceFixture = (extra: Partial<Resource> = {}): Resource => ({
  id: '019ad000-0001-7000-8000-000000000001',
  service: SERVICE,
  environment: 'dev',
  owner: 'group:default/team-finance',
  uid: 'postgres.default#payment-service.db',
  type: 'postgres',
  class: 'default',
  name: 'db',
  definition: 'postgres-shared',
  driver: 'postgres',
  status: 'provided',
  outputs: { host: 'db.internal', port: 5432 },
  secrets: ['password'],
  abilities: extra.status === 'kept' ? ['restore', 'remove'] : ['rotate'],
  updatedAt: '2026-11-20T10:00:00.000Z',
  ...extra,
});

/** The service with what it has by environment; null for one without a Score file. */
export function serviceFixture(
  there: Record<string, Resource[]> = { dev: [], prod: [] },
  file: ScoreService['file'] | null = {
    url: 'https://git.example/payment-service/score.yaml',
    text: SCORE_TEXT,
    digest: 'a'.repeat(64),
    diagnostics: [],
  },
): ScoreService {
  return {
    service: SERVICE,
    owner: 'group:default/team-finance',
    ...(file && { file }),
    environments: Object.entries(there).map(([name, resources]) => ({
      name,
      tier: name === 'prod' ? 'production' : 'development',
      resources,
    })),
  };
}

export const plannedFixture = (
  extra: Partial<PlannedResource> = {},
): PlannedResource => ({
  id: '019ad000-0001-7000-8000-000000000001',
  uid: `postgres.default#payment-service.${extra.name ?? 'db'}`,
  type: 'postgres',
  class: 'default',
  name: 'db',
  action: 'create',
  changes: [],
  notes: [],
  ...extra,
});

export const planFixture = (extra: Partial<Plan> = {}): Plan => ({
  id: '019ad000-0002-7000-8000-000000000001',
  service: SERVICE,
  environment: 'dev',
  createdAt: '2026-11-20T10:00:00.000Z',
  expiresAt: '2100-11-20T11:00:00.000Z',
  digest: 'shown',
  source: { url: 'https://git.example/payment-service/score.yaml' },
  diagnostics: [],
  resources: [plannedFixture()],
  files: [
    { file: 'apps/payment-service/dev/deployment.yaml', after: 'a: 1\n' },
  ],
  verdicts: [],
  approvals: [],
  hasEffect: true,
  ...extra,
});

export const typeFixture = (
  extra: Partial<ResourceType> = {},
): ResourceType => ({
  type: 'postgres',
  class: 'default',
  title: 'PostgreSQL database',
  description: 'A database of its own on a shared server.',
  owner: 'group:default/platform-team',
  example: 'resources:\n  db:\n    type: postgres\n',
  params: {
    type: 'object',
    required: ['version'],
    properties: {
      version: {
        type: 'string',
        enum: ['16', '17'],
        description: 'Of the server',
      },
      size: { type: 'integer', minimum: 1, maximum: 100, default: 5 },
    },
  },
  outputs: [
    { name: 'host', type: 'string', description: 'Where it is', secret: false },
    { name: 'password', type: 'string', secret: true },
  ],
  definitions: ['postgres-shared'],
  sharing: [],
  ...extra,
});
