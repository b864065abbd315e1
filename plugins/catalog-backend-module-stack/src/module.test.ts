import type { Entity } from '@backstage/catalog-model';
import { findStackProblems } from './findStackProblems';
import { StackEntityProcessor } from './StackEntityProcessor';

const stack = (spec: object, name = 'shop-network'): Entity => ({
  apiVersion: 'towpath.dev/v1alpha1',
  kind: 'Stack',
  metadata: { name, namespace: 'default' },
  spec: {
    owner: 'team-shop',
    module: { platform: 'sandbox-network' },
    ...spec,
  },
});

it('refuses what would say nothing, with the field, its value and the way out', () => {
  const cases: [object, string][] = [
    [{ owner: undefined }, 'spec.owner is missing. Name a group or user'],
    [
      { enviroment: 'dev' },
      'spec.enviroment is not a field of a Stack. Use owner, type, environment',
    ],
    [{ module: {} }, 'spec.module is {}. Give one of platform'],
    [
      { module: { platform: 'a', registry: { source: 'b', version: '1' } } },
      'Give one of platform',
    ],
    [
      { module: { git: { url: 'https://git.example/a' } } },
      'spec.module.git.tag is missing',
    ],
    [{ secrets: { password: 'hunter2' } }, 'List names of variables'],
    [
      { inputs: { vpc: { stack: 'net' } } },
      'spec.inputs.vpc.output is missing',
    ],
    [
      { driftEvery: 'often' },
      'spec.driftEvery is "often". Write a number and m, h or d',
    ],
    [{ service: 'component:' }, 'spec.service is "component:"'],
  ];
  for (const [spec, words] of cases) {
    expect(findStackProblems(stack(spec)).join(' ')).toContain(words);
  }
  expect(findStackProblems(stack({}, 'Shop')).join()).toContain(
    'metadata.name is "Shop"',
  );
  expect(findStackProblems(stack({}))).toEqual([]);
});

it('relates a stack to its owner, environment, service, and the stacks that it uses', async () => {
  const found: string[] = [];
  const entity = stack({
    ...{ environment: 'prod', service: 'checkout' },
    inputs: {
      vpc: { stack: 'net', output: 'id' },
      zone: { stack: 'net', output: 'zone' },
    },
  });
  await new StackEntityProcessor().postProcessEntity(
    entity,
    { type: 'file', target: '' },
    result => {
      const { source, type, target } = (result as any).relation;
      found.push(
        `${source.name} ${type} ${target.kind.toLowerCase()} ${target.name}`,
      );
    },
  );
  expect(found).toEqual([
    'shop-network ownedBy group team-shop',
    'team-shop ownerOf stack shop-network',
    'shop-network partOf environment prod',
    'prod hasPart stack shop-network',
    'checkout dependsOn stack shop-network',
    'shop-network dependencyOf component checkout',
    'shop-network dependsOn stack net',
    'net dependencyOf stack shop-network',
  ]);
});
