import {
  ResourceDefinitions,
  type BroughtDefinition,
  type ResourceDefinition,
} from '@towpath/resource-definitions';
import { planResources, type Resource } from '@towpath/score';
import { resolveResources } from './resolveResources';

/** A definition by the name of its type, with what it brings. */
const brings = (
  type: string,
  ...all: (Partial<BroughtDefinition> & { name: string })[]
): ResourceDefinition => ({
  ...{ name: type, title: type, type, driver: 'shelf' },
  ...{ settings: {}, outputs: {}, params: { additionalProperties: true } },
  brings: all.map(one => ({ type: one.name, ...one })),
});

const place = {
  service: { ref: 'component:default/shop', name: 'shop' },
  environment: { name: 'dev', tier: 'development' },
  annotations: {},
} as Parameters<typeof resolveResources>[1]['place'];

function resolve(
  resources: Record<string, Resource>,
  ...definitions: ResourceDefinition[]
) {
  const workload = {
    apiVersion: 'score.dev/v1b1' as const,
    metadata: { name: 'shop' },
    containers: {},
    resources,
  };
  return resolveResources(planResources([workload]), {
    ...{ place, records: [], shared: new Map(), moves: new Map() },
    definitions: new ResourceDefinitions(definitions),
  });
}

const order = (found: ReturnType<typeof resolve>) =>
  found.resources.map(({ name }) => name);

describe('what is brought', () => {
  it('stands before or after the one that brings it, and what others need before both', () => {
    const found = resolve(
      {
        files: { type: 's3', params: { on: '${resources.net.id}' } },
        net: { type: 'net' },
      },
      brings('s3', { name: 'policy' }, { name: 'user', order: 'before' }),
      brings('policy', { name: 'audit' }),
      brings('user'),
      brings('audit'),
      brings('net'),
    );
    expect(found.diagnostics).toEqual([]);
    expect(order(found)).toEqual([
      ...['net', 'files.user', 'files', 'files.policy', 'files.policy.audit'],
    ]);
    const needs = Object.fromEntries(
      found.resources.map(({ name, planned }) => [name, planned.dependsOn]),
    );
    expect(needs).toEqual({
      net: [],
      // Its params may be made of those that wait for net.
      'files.user': ['net.default#shop.net'],
      files: ['net.default#shop.net', 'user.default#shop.files.user'],
      'files.policy': ['s3.default#shop.files'],
      'files.policy.audit': ['policy.default#shop.files.policy'],
    });
    expect(found.plan.resource('policy.default#shop.files.policy')).toBe(
      found.resources[3].planned,
    );
  });

  it('is there once for each one that brings it', () => {
    const found = resolve(
      { files: { type: 's3' }, logs: { type: 's3' } },
      brings('s3', { name: 'policy' }),
      brings('policy'),
    );
    expect(order(found)).toEqual([
      ...['files', 'files.policy', 'logs', 'logs.policy'],
    ]);
  });

  it.each<[string, Record<string, Resource>, ResourceDefinition[], string]>([
    [
      'a type that nobody provides',
      { files: { type: 's3' } },
      [brings('s3', { name: 'polcy' }), brings('policy')],
      'the definition s3 brings polcy with files: no definition provides the type polcy; did you mean policy?',
    ],
    [
      'a circle',
      { files: { type: 's3' } },
      [brings('s3', { name: 'policy' }), brings('policy', { name: 's3' })],
      'the definition policy brings s3 with files.policy: s3 brings policy brings s3, and so on without an end',
    ],
    [
      'itself',
      { files: { type: 's3' } },
      [brings('s3', { name: 's3' })],
      's3 brings s3, and so on without an end',
    ],
    [
      'one after the other without an end in sight',
      { files: { type: 't0' } },
      Array.from({ length: 9 }, (_, at) =>
        brings(`t${at}`, { name: `t${at + 1}` }),
      ),
      'that is more than 5 one after the other',
    ],
    [
      'what the Score file asks for itself',
      {
        files: { type: 's3' },
        mine: { type: 'policy', id: 'shop.files.policy' },
      },
      [brings('s3', { name: 'policy' }), brings('policy')],
      'the definition s3 brings policy with files: policy.default#shop.files.policy is the resource mine of the Score file already; give one another id',
    ],
    [
      'what comes with another one',
      { files: { type: 's3' }, logs: { type: 's3' } },
      [brings('s3', { name: 'policy', id: 'one' }), brings('policy')],
      'the definition s3 brings policy with logs: policy.default#one is files.policy, which the definition s3 brings, already; give one another id',
    ],
    [
      'an id that is none',
      { files: { type: 's3', params: { who: 'A B' } } },
      [brings('s3', { name: 'policy', id: '${params.who}' }), brings('policy')],
      'the id of policy is "A B"',
    ],
  ])('is refused where it is %s', (_, resources, definitions, message) => {
    const { diagnostics } = resolve(resources, ...definitions);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'error',
        message: expect.stringContaining(message),
        path: ['resources', expect.stringMatching(/^(files|logs)$/), 'type'],
      }),
    ]);
  });

  it('alone no Score file can ask for', () => {
    const { diagnostics } = resolve(
      { mine: { type: 'policy' } },
      { ...brings('policy'), broughtOnly: true },
    );
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'no Score file can ask for policy: it comes with resources that bring it',
    ]);
  });
});
