import type { KubernetesObject, Workload } from '@towpath/score';
import { parse } from 'yaml';
import { patchesOf } from '../__testUtils__/patchesOf';

const SUBJECT = {
  service: {
    ref: 'component:default/shop',
    name: 'shop',
    owner: 'group:default/team-a',
  },
  environment: { name: 'prod', tier: 'production', annotations: {} },
  workload: {
    apiVersion: 'score.dev/v1b1',
    metadata: { name: 'shop' },
    containers: {},
  } as Workload,
  rendered: { kind: 'Deployment', name: 'shop', service: 'shop' },
};

const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  labels: { app.kubernetes.io/name: shop, towpath.dev/owner: team-a, tier: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop, towpath.dev/owner: team-a } }
    spec:
      containers:
        - name: shop
          image: shop:1
          env: [{ name: LEVEL, value: info }]
          ports: [{ containerPort: 8080 }]
        - { name: proxy, image: "proxy:2" }
      volumes: [{ name: tmp, emptyDir: {} }]
`;
const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: shop }
spec:
  selector: { app: shop }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
`;

interface Case {
  objects?: string[];
  isScaled?: boolean;
  subject?: object;
}

function apply(texts: string[], options: Case = {}) {
  const { objects = [SHOP, SERVICE], isScaled = false, subject } = options;
  return patchesOf(...texts).apply(
    objects.map(text => parse(text) as KubernetesObject),
    { ...SUBJECT, ...subject },
    { isScaled: () => isScaled },
  );
}

const patch = (lines: string, name = 'p', more = '') =>
  `name: ${name}\ntitle: Title of ${name}\nowner: group:default/platform-team\nobjects: { apiVersion: apps/v1, kind: Deployment }\n${more}${lines}\n`;
const pod = (fields: string) =>
  `set: { spec: { template: { spec: ${fields} } } }`;
const op = (...operations: string[]) =>
  `operations: [${operations.map(one => `{ ${one} }`).join(', ')}]`;

const errorsOf = (texts: string[], options?: Case) =>
  apply(texts, options).diagnostics.map(({ message }) => message);
const changesOf = (texts: string[], options?: Case) => {
  const { effects, diagnostics } = apply(texts, options);
  expect(diagnostics).toEqual([]);
  return effects.flatMap(({ objects }) =>
    objects.flatMap(({ object, changes }) =>
      changes.map(({ field, before, after }) => [object, field, before, after]),
    ),
  );
};

const CONTAINER = 'spec.template.spec.containers[name=shop]';

describe('what a patch changes, from what to what', () => {
  it.each([
    ['a field', 'set: { spec: { replicas: 3 } }', ['spec.replicas', '2', '3']],
    [
      'an expression over the object and the place',
      'set: { spec: { replicas: "${object.spec.replicas * 2}" }, metadata: { annotations: { at: "in-${environment.name}" } } }',
      ['metadata.annotations', undefined, 'at: in-prod'],
      ['spec.replicas', '2', '4'],
    ],
    [
      'one container of several, by its name',
      pod('{ containers: [{ name: shop, imagePullPolicy: Always }] }'),
      [`${CONTAINER}.imagePullPolicy`, undefined, 'Always'],
    ],
    [
      'every container',
      pod('{ containers: [{ name: "*", imagePullPolicy: Always }] }'),
      [`${CONTAINER}.imagePullPolicy`, undefined, 'Always'],
      [
        'spec.template.spec.containers[name=proxy].imagePullPolicy',
        undefined,
        'Always',
      ],
    ],
    [
      'one variable, and another one more',
      pod(
        '{ containers: [{ name: shop, env: [{ name: LEVEL, value: warn }, { name: B, value: c }] }] }',
      ),
      [`${CONTAINER}.env[name=LEVEL].value`, 'info', 'warn'],
      [`${CONTAINER}.env[name=B]`, undefined, 'name: B\nvalue: c'],
    ],
    [
      'a container beside, with an image of its own',
      pod('{ containers: [{ name: logs, image: "logs:3" }] }'),
      [
        'spec.template.spec.containers[name=logs]',
        undefined,
        'name: logs\nimage: logs:3',
      ],
    ],
    [
      'what is taken away',
      pod('{ volumes: [{ name: tmp, $patch: delete }] }'),
      [
        'spec.template.spec.volumes[name=tmp]',
        'name: tmp\nemptyDir: {}',
        undefined,
      ],
    ],
    [
      'a field taken away',
      'set: { spec: { replicas: null } }',
      ['spec.replicas', '2', undefined],
    ],
    [
      'a list without names, as a whole',
      pod('{ tolerations: [{ key: a }] }'),
      ['spec.template.spec.tolerations', undefined, '- key: a'],
    ],
    [
      'operations, one after the other',
      op(
        'op: test, path: /spec/replicas, value: 2',
        'op: replace, path: /spec/replicas, value: 5',
        'op: add, path: /spec/template/spec/containers/0/args, value: [a]',
        'op: add, path: /spec/template/spec/containers/0/args/-, value: b',
      ),
      ['spec.replicas', '2', '5'],
      [`${CONTAINER}.args`, undefined, '- a\n- b'],
    ],
  ])('%s', (_, lines, ...changes) => {
    expect(changesOf([patch(lines)])).toEqual(
      changes.map(change => ['Deployment shop', ...change]),
    );
  });

  it('leaves out what an expression gives nothing for', () => {
    expect(
      changesOf([
        patch('set: { metadata: { annotations: { a: "${null}", b: c } } }'),
      ]),
    ).toEqual([['Deployment shop', 'metadata.annotations', undefined, 'b: c']]);
  });

  it('leaves the objects that it was given as they are', () => {
    const object = parse(SHOP) as KubernetesObject;
    patchesOf(patch('set: { spec: { replicas: 9 } }')).apply(
      [object],
      SUBJECT,
      { isScaled: () => false },
    );
    expect(object).toEqual(parse(SHOP));
  });

  it('replaces lists of kinds whose types nobody knows', () => {
    const monitor =
      'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: shop }\nspec: { endpoints: [{ name: a, port: http }] }\n';
    expect(
      changesOf(
        [
          'name: p\ntitle: P\nobjects: { apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor }\nset: { spec: { endpoints: [{ name: a, interval: 5s }] } }\n',
        ],
        { objects: [monitor] },
      ),
    ).toEqual([
      [
        'ServiceMonitor shop',
        'spec.endpoints',
        '- name: a\n  port: http',
        '- name: a\n  interval: 5s',
      ],
    ]);
  });
});

describe('a patch that changes nothing says why, and is no error', () => {
  const SET = 'set: { spec: { replicas: 2 } }';
  it.each([
    [
      patch(SET, 'p', 'match: { tiers: [staging] }\n'),
      'it is for tiers staging, not production',
    ],
    [
      patch(SET, 'p', 'match: { services: [component:default/other] }\n'),
      'it is for services component:default/other, not component:default/shop',
    ],
    [
      patch(SET, 'p', 'match: { when: \'rendered.kind == "StatefulSet"\' }\n'),
      'its condition is not met: rendered.kind == "StatefulSet"',
    ],
    [patch(SET), 'all is as it says already'],
    [
      patch(SET).replace('kind: Deployment', 'kind: StatefulSet'),
      'there is no StatefulSet',
    ],
    [
      patch(SET).replace(
        'kind: Deployment',
        'kind: Deployment, names: ["x-${service.name}"]',
      ),
      'there is no Deployment of its names',
    ],
    [
      patch(SET).replace(
        'kind: Deployment',
        'kind: Deployment, when: object.spec.replicas > 2',
      ),
      'there is no Deployment with object.spec.replicas > 2',
    ],
  ])('%#', (text, whyNot) => {
    const { effects, diagnostics, objects } = apply([text]);
    expect(diagnostics).toEqual([]);
    expect(effects).toEqual([expect.objectContaining({ objects: [], whyNot })]);
    expect(objects[0]).toEqual(parse(SHOP));
  });
});

describe('a patch that cannot be applied is an error that names it and the object', () => {
  it.each([
    [
      'a field to take away that is not there',
      'set: { spec: { paused: null } }',
      'spec.paused is not there, so it cannot be taken away',
    ],
    [
      'an item to take away that is not there',
      pod('{ volumes: [{ name: temp, $patch: delete }] }'),
      'volumes[name=temp] is not there',
    ],
    [
      'a container that is misspelt',
      pod('{ containers: [{ name: shpo, imagePullPolicy: Always }] }'),
      'containers[name=shpo] is not there; there are shop, proxy',
    ],
    [
      'an operation on what is not there',
      op('op: remove, path: /spec/paused'),
      'operations[0] cannot remove /spec/paused: nothing is there',
    ],
    [
      'a replacement of what is not there',
      op('op: replace, path: /spec/template/spec/containers/7/image, value: a'),
      'operations[0] cannot replace',
    ],
    [
      'a test that fails',
      op('op: test, path: /spec/replicas, value: 9'),
      'operations[0] cannot test /spec/replicas: something else is there',
    ],
    [
      'an expression that cannot be evaluated',
      'set: { spec: { replicas: "${object.spec.nothing}" } }',
      'set.spec.replicas: ',
    ],
    [
      'an expression of a wrong type',
      'set: { spec: { replicas: "${service.name}" } }',
      'spec.replicas is text; write a whole number',
    ],
    [
      'a whole that lacks a field',
      'set: { spec: { template: { spec: { volumes: "${[{\'emptyDir\': {}}]}" } } } }',
      'volumes[0] does not say its name',
    ],
    [
      'the image of a version',
      pod('{ containers: [{ name: shop, image: "evil:1" }] }'),
      'it changes the image of shop',
    ],
    [
      'the same by an operation',
      op('op: replace, path: /spec/template/spec/containers/0/image, value: a'),
      'it changes the image of shop',
    ],
    [
      'a container by another name',
      op('op: replace, path: /spec/template/spec/containers/0/name, value: a'),
      'it takes the container shop away',
    ],
    [
      'a container taken away',
      pod('{ containers: [{ name: proxy, $patch: delete }] }'),
      'it takes the container proxy away',
    ],
    [
      'all containers replaced',
      op(
        'op: replace, path: /spec/template/spec/containers, value: [{ name: shop, image: a }]',
      ),
      '; it takes the container proxy away',
    ],
    [
      'pods that are not selected',
      'set: { spec: { selector: { matchLabels: { app: b } } } }',
      'it changes spec.selector',
    ],
    [
      'a label of pods by which they are selected',
      'set: { spec: { template: { metadata: { labels: { app: null } } } } }',
      'it changes spec.template.metadata.labels.app',
    ],
    [
      'all labels',
      op('op: remove, path: /metadata/labels'),
      'it changes metadata.labels["app.kubernetes.io/name"]',
    ],
    [
      'all metadata',
      op('op: replace, path: /metadata, value: { name: other }'),
      'it changes metadata.name',
    ],
    [
      'the whole object',
      op(
        'op: replace, path: "/spec", value: { selector: { matchLabels: { app: shop } }, template: { metadata: { labels: { app: shop, towpath.dev/owner: "${service.name}" } } } }',
      ),
      'it changes spec.template.metadata.labels["towpath.dev/owner"]',
    ],
  ])('%s', (_, lines, problem) => {
    const { diagnostics } = apply([patch(lines)]);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'error',
        message: expect.stringContaining(problem),
        fix: {
          text: 'ask group:default/platform-team to mend 1.yaml',
          automatic: false,
        },
      }),
    ]);
    expect(diagnostics[0].message).toMatch(
      /^the platform's patch "Title of p" \(p\) cannot change Deployment shop: /,
    );
  });

  it('a condition that cannot be evaluated, which is not taken for a no', () => {
    expect(
      errorsOf([
        patch(
          'set: { spec: { replicas: 1 } }',
          'p',
          'match: { when: workload.service.ports.size() > 0 }\n',
        ),
      ]),
    ).toEqual([
      expect.stringContaining('cannot be used: match.when cannot be evaluated'),
    ]);
  });

  it('a number of pods that an autoscaler decides', () => {
    expect(
      errorsOf([patch('set: { spec: { replicas: 4 } }')], { isScaled: true }),
    ).toEqual([expect.stringContaining('an autoscaler decides that number')]);
  });

  it('what an autoscaler scales', () => {
    const scaler =
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: shop }\nspec: { maxReplicas: 3, scaleTargetRef: { kind: Deployment, name: shop } }\n';
    expect(
      errorsOf(
        [
          'name: p\ntitle: P\nobjects: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler }\nset: { spec: { scaleTargetRef: { name: other } } }\n',
        ],
        { objects: [scaler] },
      ),
    ).toEqual([expect.stringContaining('it changes spec.scaleTargetRef')]);
  });

  it('a Secret that everybody could read, made by an operation on all of it', () => {
    expect(
      errorsOf(
        [
          'name: p\ntitle: P\nobjects: { apiVersion: v1, kind: Secret }\noperations: [{ op: add, path: /data, value: { a: Yg== } }]\n',
        ],
        { objects: ['apiVersion: v1\nkind: Secret\nmetadata: { name: s }\n'] },
      ),
    ).toEqual([expect.stringContaining('it puts data into a Secret')]);
  });

  it('and not for what is wrong with the object anyway', () => {
    const odd = SHOP.replace('replicas: 2', 'replicas: 2\n  ofNoVersion: 1');
    expect(
      errorsOf([patch('set: { spec: { paused: true } }')], { objects: [odd] }),
    ).toEqual([]);
  });
});

describe('two patches', () => {
  const set = (name: string, replicas: number, order = 0) =>
    patch(
      `set: { spec: { replicas: ${replicas} } }`,
      name,
      `order: ${order}\n`,
    );

  it('that set one path to different things are refused, by their names', () => {
    expect(errorsOf([set('a', 3), set('b', 4)])).toEqual([
      'the platform\'s patch "Title of b" (b) cannot change Deployment shop: the patch "Title of a" (a) has set spec.replicas to something else; say in one of them where it applies, or make them one',
    ]);
  });

  it('that set it to what it was, and to another thing, too', () => {
    expect(errorsOf([set('a', 2), set('b', 4)])).toHaveLength(1);
  });

  it.each([
    [
      'one takes away what the other has put there',
      patch('set: { spec: { strategy: { type: Recreate } } }', 'a'),
      patch(op('op: remove, path: /spec/strategy'), 'b'),
    ],
    [
      'one takes away a list that the other has changed',
      patch(pod('{ containers: [{ name: shop, args: [a] }] }'), 'a'),
      patch(op('op: remove, path: /spec/template/spec/containers/0/args'), 'b'),
    ],
    [
      'one puts back what the other has taken away',
      patch('set: { spec: { replicas: null } }', 'a'),
      patch('set: { spec: { replicas: 2 } }', 'b'),
    ],
  ])('where %s are refused', (_, a, b) => {
    expect(errorsOf([a, b])).toEqual([
      expect.stringContaining('the patch "Title of a" (a) has set'),
    ]);
  });

  it('that say the same are both done', () => {
    expect(changesOf([set('a', 3), set('b', 3)])).toEqual([
      ['Deployment shop', 'spec.replicas', '2', '3'],
    ]);
  });

  it('see what those before them have done', () => {
    expect(
      changesOf([
        set('z', 3, -1),
        patch(
          'set: { metadata: { annotations: { pods: "n-${object.spec.replicas}" } } }',
          'a',
        ),
      ]),
    ).toEqual([
      ['Deployment shop', 'spec.replicas', '2', '3'],
      ['Deployment shop', 'metadata.annotations', undefined, 'pods: n-3'],
    ]);
  });

  it('that change different items of one list go together', () => {
    expect(
      changesOf([
        patch(
          pod('{ containers: [{ name: shop, env: [{ name: A, value: a }] }] }'),
          'a',
        ),
        patch(
          op(
            'op: add, path: /spec/template/spec/containers/0/env/0, value: { name: B, value: b }',
          ),
          'b',
        ),
      ]),
    ).toEqual([
      [
        'Deployment shop',
        `${CONTAINER}.env[name=A]`,
        undefined,
        'name: A\nvalue: a',
      ],
      [
        'Deployment shop',
        `${CONTAINER}.env[name=B]`,
        undefined,
        'name: B\nvalue: b',
      ],
    ]);
  });
});
