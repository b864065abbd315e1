import { describeProblem } from '@towpath/resource-definitions';
import { KubernetesTypes } from './KubernetesTypes';
import { readPatches } from './readPatches';

const types = new KubernetesTypes();

const HEAD = `name: p
title: P
objects: { apiVersion: apps/v1, kind: Deployment }
`;

const read = (...texts: string[]) =>
  readPatches(
    texts.map((text, at) => ({ file: `${at + 1}.yaml`, text })),
    types,
  );
const problemsOf = (...texts: string[]) =>
  read(...texts).problems.map(describeProblem);

describe('a patch that cannot be right is refused where it is written', () => {
  it.each([
    [
      'a field that Kubernetes does not have, with the one that was meant',
      'set: { spec: { replcas: 2 } }',
      '1.yaml, line 4, column 16: set.spec.replcas: is not known here; did you mean replicas?',
    ],
    [
      'a text in place of a number',
      'set:\n  spec:\n    replicas: many',
      '1.yaml, line 6, column 15: set.spec.replicas: is text; write a whole number',
    ],
    [
      'half a pod',
      'set: { spec: { replicas: 2.5 } }',
      'set.spec.replicas: is a number; write a whole number',
    ],
    [
      'a number in place of a text, deep in a list',
      'set: { spec: { template: { spec: { containers: [{ name: a, env: [{ name: A, value: 5 }] }] } } } }',
      'env[0].value: is a number; write it in quotes: "5"',
    ],
    [
      'a text with an expression in place of a number',
      'set: { spec: { replicas: "x-${service.name}" } }',
      'set.spec.replicas: is text; write a whole number',
    ],
    [
      'a value that is none of those known',
      'set: { spec: { strategy: { type: Recreat } } }',
      'did you mean Recreate?',
    ],
    [
      'an operation on a field that is not there in any object',
      'operations: [{ op: remove, path: /spec/template/spec/hostNetwrok }]',
      '1.yaml, line 4, column 34: operations[0].path: leads to spec.template.spec.hostNetwrok: hostNetwrok is not known here; did you mean hostNetwork?',
    ],
    [
      'an operation below a number',
      'operations: [{ op: remove, path: /spec/replicas/most }]',
      'most is not known here; nothing is below',
    ],
    [
      'a name where a list has places',
      'operations: [{ op: remove, path: /spec/template/spec/containers/shop }]',
      'shop is no place in a list',
    ],
    [
      'an operation that puts a wrong type',
      'operations: [{ op: add, path: /spec/replicas, value: "2" }]',
      'operations[0].value: is text; write a whole number',
    ],
    [
      'an operation that puts in what lacks a field',
      'operations: [{ op: add, path: /spec/template/spec/volumes/-, value: { emptyDir: {} } }]',
      'operations[0].value.name: is missing',
    ],
    [
      'an operation without its value',
      'operations: [{ op: replace, path: /spec/replicas }]',
      'operations[0].value: is missing',
    ],
    [
      'an operation that nobody knows',
      'operations: [{ op: change, path: /spec/replicas, value: 1 }]',
      'operations[0].op: is "change", which is not one of those known',
    ],
    [
      'a pointer that is none',
      'operations: [{ op: remove, path: spec.replicas }]',
      'write a JSON pointer',
    ],
    [
      'an expression over something that nobody knows',
      'set: { spec: { replicas: "${enviroment.tier}" } }',
      'set.spec.replicas: There is no enviroment',
    ],
    [
      'a condition over an object where none is chosen yet',
      'match: { when: "object.kind == \'Deployment\'" }\nset: { spec: { replicas: 1 } }',
      'match.when: There is no object',
    ],
    ['a change of nothing', '', 'it changes nothing; write set, or operations'],
    [
      'another name',
      'set: { metadata: { name: other } }',
      '1.yaml, line 4, column 20: set.metadata.name: metadata.name is no patch',
    ],
    [
      'another namespace',
      'set: { metadata: { namespace: other } }',
      'metadata.namespace is no patch',
    ],
    [
      'another kind',
      'operations: [{ op: replace, path: /kind, value: Deployment }]',
      '/kind is no patch',
    ],
    [
      'a label that says whose it is',
      'set: { spec: { template: { metadata: { labels: { towpath.dev/owner: me } } } } }',
      'set.spec.template.metadata.labels["towpath.dev/owner"]',
    ],
    [
      'the same by an operation',
      'operations: [{ op: remove, path: /metadata/labels/towpath.dev~1service }]',
      'operations[0].path: /metadata/labels/towpath.dev~1service is no patch',
    ],
    [
      'a status',
      'set: { status: { replicas: 1 } }',
      'set.status: is not known here',
    ],
    [
      'a way of merging that is not taken',
      'set: { spec: { template: { spec: { volumes: [{ name: tmp, $patch: replace }] } } } }',
      'volumes[0]["$patch"]: is not known here; $patch: delete takes an item out of a list',
    ],
    [
      'the same for a map',
      'set: { spec: { strategy: { $patch: delete } } }',
      'set.spec.strategy["$patch"]: is not known here',
    ],
    [
      'an unknown key',
      'seet: {}',
      'seet: is not known here; did you mean set?',
    ],
  ])('%s', (_, lines, problem) => {
    const problems = problemsOf(`${HEAD}${lines}\n`);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).toMatch(/^1\.yaml, line \d+, column \d+: /);
  });

  it.each([
    [
      'apps/v1, kind: Deploymnt',
      'objects.kind: is apps/v1 Deploymnt, which Kubernetes does not have; did you mean apps/v1 Deployment?',
    ],
    ['apps/v1beta1, kind: Deployment', 'did you mean apps/v1 Deployment?'],
    ['v1, kind: [Service, Servise]', 'objects.kind[1]: is v1 Servise'],
  ])('a kind that Kubernetes does not have: %s', (kind, problem) => {
    expect(
      problemsOf(
        `name: p\ntitle: P\nobjects: { apiVersion: ${kind} }\nset: { metadata: { annotations: { a: b } } }\n`,
      ),
    ).toEqual([expect.stringContaining(problem)]);
  });

  it('a secret that everybody could read', () => {
    expect(
      problemsOf(
        'name: p\ntitle: P\nobjects: { apiVersion: v1, kind: Secret }\nset: { stringData: { a: b } }\n',
      ),
    ).toEqual([expect.stringContaining('set.stringData: stringData would be')]);
  });

  it('two of one name, both of them', () => {
    const text = `${HEAD}set: { spec: { replicas: 1 } }\n`;
    expect(problemsOf(text, text)).toEqual([
      '1.yaml, line 1, column 7: name: "p" is also the name of a patch in 2.yaml; give each its own',
      '2.yaml, line 1, column 7: name: "p" is also the name of a patch in 1.yaml; give each its own',
    ]);
  });

  it.each([
    ['', 'it holds no patch'],
    ['[', 'it is not YAML'],
    ['- a', 'is a list; write a map'],
  ])('a file that holds none: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
  });
});

it.each([
  ['set: { spec: { replicas: "${3}" } }'],
  ['set: { spec: { paused: null } }'],
  [
    'set: { spec: { template: { spec: { containers: [{ name: "*", imagePullPolicy: Always }] } } } }',
  ],
  [
    'set: { spec: { template: { spec: { volumes: [{ name: tmp, $patch: delete }] } } } }',
  ],
  ['set: { spec: { strategy: "${object.spec.strategy}" } }'],
  [
    'operations: [{ op: add, path: /spec/template/spec/tolerations/-, value: { key: "${environment.name}" } }]',
  ],
  ['operations: [{ op: add, path: /metadata/annotations/a.b~1c, value: d }]'],
])('takes %s', lines => {
  expect(problemsOf(`${HEAD}${lines}\n`)).toEqual([]);
});

it('takes what it does not know the types of', () => {
  expect(
    problemsOf(
      'name: p\ntitle: P\nobjects: { apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor }\nset: { spec: { anything: [1] } }\n',
    ),
  ).toEqual([]);
});

it('gives patches by their order, and then by their names', () => {
  const patch = (name: string, order?: number) =>
    `name: ${name}\ntitle: P\n${
      order === undefined ? '' : `order: ${order}\n`
    }objects: { apiVersion: v1, kind: Service }\nset: { metadata: { annotations: { a: b } } }\n`;
  const { patches } = read(
    patch('c'),
    patch('b'),
    patch('last', 10),
    patch('first', -1),
  );
  expect(patches.map(({ definition: { name } }) => name)).toEqual([
    ...['first', 'b', 'c', 'last'],
  ]);
});
