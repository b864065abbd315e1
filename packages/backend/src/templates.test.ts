import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import authBackend from '@backstage/plugin-auth-backend';
import catalogBackend from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import permissionBackend from '@backstage/plugin-permission-backend';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import { eventually } from './__testUtils__/eventually';
import { signInPeople, testPeople, type Headers } from './__testUtils__/people';
import { annotations, provideEntities } from './__testUtils__/sampleEntities';
import { startPortal } from './__testUtils__/startPortal';
import rolePolicy from './permission';

const FOLDER = resolve(__dirname, '../../../templates');

/** What a form would never send. Each one would be more than one value in a file or a commit. */
const HOSTILE = [
  'team-finance\n---\napiVersion: backstage.io/v1alpha1\nkind: Component',
  'team-finance\nspec:\n  owner: other',
  'team-finance\r\nRequested-By: user:default/grace',
  'team-finance\u2028other: yes',
  'team-finance\u0000',
  'team-finance\u0085other',
  '',
  'x'.repeat(3000),
  ['team-finance'],
  { toString: 'team-finance' },
];

interface Property {
  type: string;
  enum?: string[];
  default?: unknown;
  'ui:widget'?: string;
}

interface Template extends Entity {
  spec: JsonObject & {
    parameters: { required?: string[]; properties: Record<string, Property> }[];
  };
}

const templates = readdirSync(FOLDER).map(
  name =>
    parse(
      readFileSync(resolve(FOLDER, name, 'template.yaml'), 'utf8'),
    ) as Template,
);

const GOOD: Record<string, unknown> = {
  from: 'environment:default/dev',
  to: 'environment:default/staging',
  service: 'component:default/shop',
  owner: 'group:default/team-finance',
};

/** Every text that a person may write, with what it takes to fill in the rest. */
const cases = templates.flatMap(({ metadata: { name }, spec }) => {
  const properties = Object.assign(
    {},
    ...spec.parameters.map(one => one.properties),
  ) as Record<string, Property>;
  const good = Object.fromEntries(
    spec.parameters
      .flatMap(({ required = [] }) => required)
      .map(key => [key, properties[key].enum?.[0] ?? GOOD[key] ?? 'demo']),
  );
  return Object.keys(properties).map(
    key => [name, key, properties[key], good] as const,
  );
});

let portal: Awaited<ReturnType<typeof startPortal>>;
let people: Headers;

const create = (template: string, values: object) =>
  request(portal.baseUrl)
    .post('/api/scaffolder/v2/tasks')
    .set(people.owner)
    .send({ templateRef: `template:default/${template}`, values });

beforeAll(async () => {
  portal = await startPortal(
    [
      mockServices.rootLogger.factory({ level: 'none' }),
      testPeople,
      provideEntities(
        'real-templates',
        templates.map(template => ({
          ...template,
          metadata: { ...template.metadata, annotations },
        })),
      ),
      authBackend,
      permissionBackend,
      catalogBackend,
      templateKind,
      scaffolderBackend,
      rolePolicy,
    ],
    // No task begins: what is refused is refused before.
    { scaffolder: { concurrentTasksLimit: 0 } },
  );
  people = await signInPeople(portal.baseUrl);
  await eventually(async () => {
    for (const [template, , , good] of cases) {
      const { status, body } = await create(template, good);
      if (status !== 201) throw new Error(JSON.stringify(body));
    }
  });
});

afterAll(() => portal?.stop());

it.each(cases)(
  '%s takes no %s that would be more than one value',
  async (template, key, property, good) => {
    const isLong = property['ui:widget'] === 'textarea';
    // A reason of several lines stands in a comment alone.
    const hostile = isLong ? HOSTILE.slice(-3) : HOSTILE;
    for (const value of hostile) {
      if (value === '' && !(key in good)) continue;
      const { status } = await create(template, { ...good, [key]: value });
      expect([key, value, status]).toEqual([key, value, 400]);
    }
  },
);
