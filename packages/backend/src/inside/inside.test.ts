import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import authBackend from '@backstage/plugin-auth-backend';
import catalogBackend from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import request from 'supertest';
import { eventually } from '../__testUtils__/eventually';
import { signInPeople, testPeople } from '../__testUtils__/people';
import { annotations, provideEntities } from '../__testUtils__/sampleEntities';
import { startPortal } from '../__testUtils__/startPortal';
import { rootHttpRouter } from '../logging';
import taskLogs from '.';
import { createHide } from './hideInside';

const breaking = createBackendPlugin({
  pluginId: 'breaking',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        httpRouter.use(() => {
          readFileSync(`${tmpdir()}/secret-place/file.json`);
        });
      },
    });
  },
});

let portal: Awaited<ReturnType<typeof startPortal>>;
let headers: { authorization: string };

beforeAll(async () => {
  portal = await startPortal(
    [
      mockServices.rootLogger.factory({ level: 'none' }),
      rootHttpRouter,
      authBackend,
      testPeople,
      catalogBackend,
      templateKind,
      scaffolderBackend,
      taskLogs,
      breaking,
      provideEntities('broken', [
        {
          apiVersion: 'scaffolder.backstage.io/v1beta3',
          kind: 'Template',
          metadata: { name: 'broken', annotations },
          spec: {
            owner: 'team-finance',
            type: 'service',
            steps: [
              {
                id: 'read',
                name: 'Read',
                action: 'fs:readdir',
                input: { paths: ['not-there'] },
              },
            ],
          },
        },
      ]),
    ],
    { permission: { enabled: false } },
  );
  headers = (await signInPeople(portal.baseUrl)).owner;
});

afterAll(() => portal?.stop());

const INSIDE = [tmpdir(), homedir(), process.cwd(), 'node_modules', '    at '];

const expectNothingInside = (text: string) =>
  INSIDE.forEach(one =>
    expect(text).not.toContain(JSON.stringify(one).slice(1, -1)),
  );

it('keeps stacks and places out of the log of a task, whichever way it is read', async () => {
  const tasks = '/api/scaffolder/v2/tasks';
  const { body } = await eventually(() =>
    request(portal.baseUrl)
      .post(tasks)
      .set(headers)
      .send({ templateRef: 'template:default/broken', values: {} })
      .expect(201),
  );
  const events = await eventually(async () => {
    const answer = await request(portal.baseUrl)
      .get(`${tasks}/${body.id}/events`)
      .set(headers);
    expect(answer.text).toContain('"completion"');
    return answer.text;
  });
  const stream = await request(portal.baseUrl)
    .get(`${tasks}/${body.id}/eventstream`)
    .set(headers);

  for (const text of [events, stream.text]) {
    expect(text).toContain('not-there');
    expect(text).toContain('ENOENT');
    expectNothingInside(text);
  }
  const [first] = JSON.parse(events);
  expect(Date.parse(first.createdAt)).not.toBeNaN();
});

it('keeps stacks and places out of errors', async () => {
  const { status, text } = await request(portal.baseUrl)
    .get('/api/breaking/x')
    .set(headers);

  expect(status).toBe(500);
  expect(text).toContain('secret-place/file.json');
  expectNothingInside(text);
});

describe('what is hidden', () => {
  const hide = createHide(
    new ConfigReader({ backend: { workingDirectory: '/srv/work' } }),
    '/opt/portal/packages/backend',
  );

  it.each([
    ["open '/srv/work/1/repository/x.yaml'", "open '…/1/repository/x.yaml'"],
    ['in /opt/portal/node_modules/a.js:3', 'in …/node_modules/a.js:3'],
    ['in file:///opt/portal/x.js', 'in …/x.js'],
    ['It broke\n    at run (/opt/portal/a.js:1:2)\n    at b', 'It broke'],
    ['It broke\r\n    at run (a.js:1:2)\nOn', 'It broke\nOn'],
    ['/opt/portals and /srv/worker', '/opt/portals and /srv/worker'],
    ['https://portal.example/opt/other', 'https://portal.example/opt/other'],
    ['Meet\nat noon', 'Meet\nat noon'],
  ])('%j becomes %j', (text, hidden) => {
    expect(hide(text)).toBe(hidden);
  });
});
