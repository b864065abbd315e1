/* eslint-disable no-script-url */
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import authBackend from '@backstage/plugin-auth-backend';
import catalogBackend from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import { parse } from 'yaml';
import { eventually } from '../__testUtils__/eventually';
import { signInPeople, testPeople } from '../__testUtils__/people';
import { annotations, provideEntities } from '../__testUtils__/sampleEntities';
import { startPortal } from '../__testUtils__/startPortal';
import safeLinks from '.';

const SCRIPTS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'javascript\r:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'DATA:text/html;base64,PHNjcmlwdD4=',
  'blob:https://portal.example/1',
];

const HARMLESS = [
  'https://git.example/javascript:alert(1)',
  'mailto:team@corp.example',
  'slack://channel?id=1',
];

const links = (urls: string[]) => urls.map(url => ({ url, title: 'Link' }));

const definitionOf = (url: string) => ({
  asyncapi: '2.6.0',
  info: { title: 'Orders', version: '1', contact: { url } },
  externalDocs: { url },
  servers: { production: { url, protocol: 'kafka' } },
  channels: { data: { description: 'javascript:void', example: 'data:,x' } },
});

const api = (name: string, definition: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name, annotations },
  spec: {
    type: 'asyncapi',
    lifecycle: 'production',
    owner: 'team-finance',
    definition,
  },
});

const UNTOUCHED = `# data: as it was written\n${JSON.stringify(
  definitionOf('https://docs.example'),
)}`;

let portal: Awaited<ReturnType<typeof startPortal>>;
let headers: { authorization: string };

async function find(kind: string, name: string): Promise<Entity> {
  return eventually(async () => {
    const { body } = await request(portal.baseUrl)
      .get(`/api/catalog/entities/by-name/${kind}/default/${name}`)
      .set(headers)
      .expect(200);
    return body;
  });
}

beforeAll(async () => {
  portal = await startPortal(
    [
      mockServices.rootLogger.factory({ level: 'none' }),
      authBackend,
      testPeople,
      catalogBackend,
      safeLinks,
      provideEntities('hostile', [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'hostile',
            annotations: {
              ...annotations,
              'backstage.io/view-url': 'javascript:alert(1)',
              'backstage.io/edit-url': 'java\tscript:alert(1)',
              'backstage.io/source-location': 'url:JavaScript:alert(1)',
              'corp.example/dashboard': 'data:text/html,x',
              'corp.example/note': 'javascript is what it is written in',
            },
            links: links([...SCRIPTS, ...HARMLESS]),
          },
          spec: { type: 'service', lifecycle: 'production', owner: 'x' },
        },
        ...SCRIPTS.map((url, index) =>
          api(`hostile-${index}`, JSON.stringify(definitionOf(url))),
        ),
        api('untouched', UNTOUCHED),
        api('no-yaml', 'type Query { a: String } # javascript: {'),
      ]),
    ],
    { permission: { enabled: false } },
  );
  headers = (await signInPeople(portal.baseUrl)).owner;
});

afterAll(() => portal?.stop());

it('drops links that are scripts, and keeps all others', async () => {
  const { metadata } = await find('component', 'hostile');

  expect(metadata.links).toEqual(links(HARMLESS));
});

it('drops annotations that are scripts, and keeps all others', async () => {
  const { metadata } = await find('component', 'hostile');

  expect(Object.keys(metadata.annotations ?? {}).sort()).toEqual(
    [...Object.keys(annotations), 'corp.example/note'].sort(),
  );
});

it.each(SCRIPTS.map((url, index) => [url, index] as const))(
  'leads %j nowhere in the definition of an API, and keeps the rest of it',
  async (_, index) => {
    const { spec } = await find('api', `hostile-${index}`);

    expect(parse(spec!.definition as string)).toEqual(
      definitionOf('about:blank'),
    );
  },
);

it.each([
  ['untouched', UNTOUCHED],
  ['no-yaml', 'type Query { a: String } # javascript: {'],
])('leaves a definition without scripts as it is: %s', async (name, text) => {
  const { spec } = await find('api', name);

  expect(spec!.definition).toBe(text);
});
