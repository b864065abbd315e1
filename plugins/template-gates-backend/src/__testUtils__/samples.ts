export const PLATFORM = 'group:default/platform-team';
const FINANCE = 'group:default/team-finance';
export const TEMPLATE = 'template:default/new-thing';

/** Groups of each. */
export const PEOPLE = {
  ada: [FINANCE],
  hana: [FINANCE],
  kwame: [],
  linus: [PLATFORM],
  lea: [PLATFORM],
};

const user = (name: string, groups: string[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
});

const group = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [] },
});

/** A template whose only step writes down with what it was called. */
export const thing = (say = 'made') => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'new-thing', namespace: 'default', title: 'New thing' },
  spec: {
    type: 'service',
    owner: PLATFORM,
    EXPERIMENTAL_recovery: { EXPERIMENTAL_strategy: 'startOver' },
    parameters: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', minLength: 2 },
        database: { type: 'string', enum: ['none', 'small', 'large'] },
        password: { type: 'string', 'ui:widget': 'password' },
      },
    },
    steps: [
      {
        id: 'make',
        name: 'Make it',
        action: 'test:make',
        input: {
          say,
          name: '${{ parameters.name }}',
          password: '${{ parameters.password }}',
          key: '${{ secrets.key }}',
        },
      },
    ],
  },
});

/** The same, with a step before that fetches what lies beside the template. */
export const thingWithFiles = (folder: string, url: string) => {
  const { metadata, spec, ...rest } = thing();
  const fetch = {
    id: 'fetch',
    name: 'Fetch the skeleton',
    action: 'fetch:plain',
    input: { url, targetPath: 'made' },
  };
  const annotations = {
    'backstage.io/managed-by-location': `file:${folder}/template.yaml`,
  };
  return {
    ...rest,
    metadata: { ...metadata, annotations },
    spec: { ...spec, steps: [fetch, ...spec.steps] },
  };
};

/** All that the catalog has. */
export const entitiesWith = (template: object): object[] => [
  template,
  ...Object.entries(PEOPLE).map(([name, groups]) => user(name, groups)),
  group('platform-team'),
  group('team-finance'),
];

export const POLICY = `
name: things
appliesTo: [template]
rules:
  - name: large
    when: has(input.database) && input.database == "large"
    effect: gate
    field: input.database
    instead: none or small
    message: 'A large database for \${input.name} is looked at first.'
    approvers: { by: platform-team }
  - name: reserved
    when: input.name == "reserved"
    effect: deny
    field: input.name
    instead: another name
    message: 'The name "\${input.name}" is kept. Take another one.'
`;

export const PRICES = `
currency: EUR
prices:
  large: { monthly: 40 }
`;

/** A policy that says what something costs. */
export const POLICY_WITH_PRICE = POLICY.replace(
  'is looked at first.',
  'costs ${prices.large.monthly} ${prices.large.currency} a month.',
);
