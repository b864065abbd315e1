const PLATFORM = 'group:default/platform-team';
const FINANCE = 'group:default/team-finance';
export const TEMPLATE = 'template:default/new-thing';

/** Groups of each. */
export const PEOPLE = {
  ada: [FINANCE],
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
