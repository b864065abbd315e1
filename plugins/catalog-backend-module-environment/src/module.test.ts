import { Entity } from '@backstage/catalog-model';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { until } from '@towpath/test-kit';
import environmentModule from '.';

const THREE_ENVIRONMENTS = `
apiVersion: towpath.dev/v1alpha1
kind: Environment
metadata:
  name: dev
spec:
  type: kubernetes
  owner: platform-team
  tier: development
---
apiVersion: towpath.dev/v1alpha1
kind: Environment
metadata:
  name: staging
spec:
  type: kubernetes
  owner: platform-team
  tier: staging
  promotesFrom: dev
---
apiVersion: towpath.dev/v1alpha1
kind: Environment
metadata:
  name: prod
spec:
  type: kubernetes
  owner: user:default/linus
  tier: production
  promotesFrom: environment:default/staging
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: platform-team
spec:
  type: team
  children: []
`;

const files = createMockDirectory({
  content: { 'environments.yaml': THREE_ENVIRONMENTS },
});

async function startCatalog() {
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      environmentModule,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            rules: [{ allow: ['Environment', 'Group'] }],
            locations: [
              { type: 'file', target: files.resolve('environments.yaml') },
            ],
          },
        },
      }),
    ],
  });
  return `http://localhost:${server.port()}/api/catalog`;
}

let catalog: string;
beforeAll(async () => {
  catalog = await startCatalog();
});

/** The entity once it has as many relations as it should come to have. */
async function entityWithRelations(
  ref: { kind: string; name: string },
  count: number,
): Promise<Entity> {
  const path = `${catalog}/entities/by-name/${ref.kind}/default/${ref.name}`;
  return until(
    `${ref.kind} ${ref.name} has ${count} relations`,
    async (): Promise<Entity> => (await fetch(path)).json(),
    entity => (entity.relations?.length ?? 0) >= count,
  );
}

function relationsOf(entity: Entity): string[] {
  return (entity.relations ?? [])
    .map(({ type, targetRef }) => `${type} ${targetRef}`)
    .sort();
}

/** The first line of what the catalog answers about an entity: '' if accepted. */
async function refusalOf(entity: object): Promise<string> {
  const response = await fetch(`${catalog}/validate-entity`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      entity,
      location: 'url:http://myorg.example/e.yaml',
    }),
  });
  if (response.ok) {
    return '';
  }
  const { errors } = await response.json();
  return errors[0].message.replace(/^.*caused by InputError: /, '');
}

const WEEKEND = {
  schedule: '0 18 * * FRI',
  duration: 'PT62H',
  timeZone: 'Europe/Berlin',
  reason: 'Weekend',
};

function environment(change: object): object {
  return {
    apiVersion: 'towpath.dev/v1alpha1',
    kind: 'Environment',
    metadata: { name: 'prod' },
    spec: {
      type: 'kubernetes',
      owner: 'group:default/platform-team',
      tier: 'production',
      promotesFrom: 'environment:default/staging',
    },
    ...change,
  };
}

function environmentWithSpec(change: object): object {
  const { spec } = environment({}) as { spec: object };
  return environment({ spec: { ...spec, ...change } });
}

describe('the Environment kind in a running catalog', () => {
  it('accepts everything that an environment can say', async () => {
    const everything = environmentWithSpec({
      argocd: {
        instance: 'main',
        application: '{service}-{environment}',
        applications: { 'component:default/pay': 'argocd/payments-live' },
        projects: { finance: ['group:default/finance'] },
      },
      gates: [
        { type: 'soak', minutes: 30 },
        { type: 'approval', by: ['owner-leads', 'group:default/ops'] },
        { type: 'gate-of-a-module', any: { setting: true } },
      ],
      freezes: [WEEKEND, { ...WEEKEND, duration: { days: 2, hours: 14 } }],
      promotion: { auto: true, rollbackOnFailure: false, healthTimeout: 10 },
      delivery: { strategy: 'helm-value', mode: 'pull-request', path: 'tag' },
    });
    expect(await refusalOf(everything)).toBe('');
  });

  it('reads environments and relates them to owners and sources, both ways', async () => {
    const staging = await entityWithRelations(
      { kind: 'environment', name: 'staging' },
      3,
    );
    expect(staging.spec).toEqual({
      type: 'kubernetes',
      owner: 'platform-team',
      tier: 'staging',
      promotesFrom: 'dev',
    });
    expect(relationsOf(staging)).toEqual([
      'ownedBy group:default/platform-team',
      'promotesFrom environment:default/dev',
      'promotesTo environment:default/prod',
    ]);
    expect(
      relationsOf(
        await entityWithRelations({ kind: 'environment', name: 'dev' }, 2),
      ),
    ).toEqual([
      'ownedBy group:default/platform-team',
      'promotesTo environment:default/staging',
    ]);
    expect(
      relationsOf(
        await entityWithRelations({ kind: 'environment', name: 'prod' }, 2),
      ),
    ).toEqual([
      'ownedBy user:default/linus',
      'promotesFrom environment:default/staging',
    ]);
    expect(
      relationsOf(
        await entityWithRelations({ kind: 'group', name: 'platform-team' }, 2),
      ),
    ).toEqual([
      'ownerOf environment:default/dev',
      'ownerOf environment:default/staging',
    ]);
  });

  it('accepts any type, and a first environment without a source', async () => {
    expect(
      await refusalOf(
        environmentWithSpec({ type: 'nomad', promotesFrom: undefined }),
      ),
    ).toBe('');
  });

  it.each([
    [
      'a tier in short',
      environmentWithSpec({ tier: 'prod' }),
      'spec.tier is "prod". Use one of development, staging, production. Did you mean "production"?',
    ],
    [
      'a tier that resembles none',
      environmentWithSpec({ tier: 'blue' }),
      'spec.tier is "blue". Use one of development, staging, production.',
    ],
    [
      'an environment that promotes from itself',
      environmentWithSpec({ promotesFrom: 'Environment:prod' }),
      'spec.promotesFrom is "Environment:prod", the environment itself. Name the environment that versions come from, such as "environment:default/staging", or leave the field out when it is the first.',
    ],
    [
      'a source of another kind',
      environmentWithSpec({ promotesFrom: 'component:staging' }),
      'spec.promotesFrom is "component:staging". Name the environment that versions come from, such as "environment:default/staging", or leave the field out when it is the first.',
    ],
    [
      'a source that is no entity reference',
      environmentWithSpec({ promotesFrom: 'a:b:c' }),
      'spec.promotesFrom is "a:b:c". Name the environment that versions come from, such as "environment:default/staging", or leave the field out when it is the first.',
    ],
    [
      'an empty source',
      environmentWithSpec({ promotesFrom: '' }),
      'spec.promotesFrom is "". Name the environment that versions come from, such as "environment:default/staging", or leave the field out when it is the first.',
    ],
    [
      'a misspelt field, which would make it the first environment',
      environmentWithSpec({ promotesFrom: undefined, promoteFrom: 'staging' }),
      'spec.promoteFrom is not a field of an Environment. Use type, owner, tier, promotesFrom, argocd, gates, freezes, promotion, delivery. Did you mean "promotesFrom"?',
    ],
    [
      'an application name that is the same for every service',
      environmentWithSpec({ argocd: { application: 'prod' } }),
      'spec.argocd.application is "prod". Say how the application of a service is named, such as "{service}-{environment}".',
    ],
    [
      'an application of nobody',
      environmentWithSpec({ argocd: { applications: { 'api:a/b': 1 } } }),
      'spec.argocd.applications.api:a/b is 1. Write the application of each service, such as { payment-service: argocd/payments-live }.',
    ],
    [
      'a project of nobody',
      environmentWithSpec({ argocd: { projects: { finance: [] } } }),
      'spec.argocd.projects.finance is []. Write the owners of each project, such as { finance: ["group:default/finance"] }.',
    ],
    [
      'a gate without a type',
      environmentWithSpec({ gates: [{ type: 'soak' }, { minutes: 3 }] }),
      'spec.gates[1].type is missing. Name a type of gate, such as soak, approval, required-check or rule.',
    ],
    [
      'a misspelt field of a freeze',
      environmentWithSpec({ freezes: [{ ...WEEKEND, timezone: 'UTC' }] }),
      'spec.freezes[0].timezone is not a field of spec.freezes[0]. Use schedule, duration, timeZone, reason. Did you mean "timeZone"?',
    ],
    [
      'a freeze on a day that never comes',
      environmentWithSpec({
        freezes: [{ ...WEEKEND, schedule: '0 0 30 2 *' }],
      }),
      'spec.freezes[0].schedule is "0 0 30 2 *", a day that never comes. Write one that does.',
    ],
    [
      'a freeze in a time zone that is none',
      environmentWithSpec({ freezes: [{ ...WEEKEND, timeZone: 'Berlin' }] }),
      'spec.freezes[0].timeZone is "Berlin". Name a time zone, such as "Europe/Berlin".',
    ],
    [
      'a freeze of some months, which differ in length',
      environmentWithSpec({ freezes: [{ ...WEEKEND, duration: 'P1M' }] }),
      'spec.freezes[0].duration is "P1M". Write how long it holds in weeks, days, hours and minutes, such as "PT62H" or { hours: 62 }.',
    ],
    [
      'a strategy of another tool',
      environmentWithSpec({ delivery: { strategy: 'kustomize' } }),
      'spec.delivery.strategy is "kustomize". Use one of kustomize-image, helm-value, yaml-path, argocd-parameter. Did you mean "kustomize-image"?',
    ],
    [
      'a strategy that is not told where to write',
      environmentWithSpec({ delivery: { strategy: 'yaml-path', file: 'a' } }),
      'spec.delivery.path is missing, which yaml-path needs. Write where in the file, such as "image.tag".',
    ],
    [
      'an automatic promotion that is not yes or no',
      environmentWithSpec({ promotion: { auto: 'yes' } }),
      'spec.promotion.auto is "yes". Write true or false.',
    ],
    [
      'an owner that cannot own',
      environmentWithSpec({ owner: 'system:default/payments' }),
      'spec.owner is "system:default/payments". Name the group or user who answers for the environment, such as "group:default/platform-team".',
    ],
    [
      'an owner by display name',
      environmentWithSpec({ owner: 'Platform Team' }),
      'spec.owner is "Platform Team". Name the group or user who answers for the environment, such as "group:default/platform-team".',
    ],
    [
      'a type that is no text',
      environmentWithSpec({ type: 7 }),
      'spec.type is 7. Say what the environment is made of, such as "kubernetes".',
    ],
    [
      'several faults at once',
      environment({ spec: { type: '', tier: 'production' } }),
      'spec.owner is missing. Name the group or user who answers for the environment, such as "group:default/platform-team". spec.type is "". Say what the environment is made of, such as "kubernetes".',
    ],
    [
      'no spec',
      environment({ spec: undefined }),
      'spec is missing. Give it the fields type, owner, tier.',
    ],
    [
      'the apiVersion of the built-in kinds',
      environment({ apiVersion: 'backstage.io/v1alpha1' }),
      'apiVersion is "backstage.io/v1alpha1". Write "towpath.dev/v1alpha1".',
    ],
    [
      'the kind in lower case',
      environment({ kind: 'environment' }),
      'kind is "environment". Write "Environment".',
    ],
  ])('refuses %s and says the way out', async (_hazard, entity, message) => {
    expect(await refusalOf(entity)).toBe(message);
  });
});
