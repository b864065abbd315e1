import path from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Notification } from '@backstage/plugin-notifications-common';
import {
  notificationsProcessingExtensionPoint,
  type NotificationProcessor,
} from '@backstage/plugin-notifications-node';
import { TestProcess } from '@towpath/test-kit';
import { notificationsModuleMail } from './module';

const TEMPLATES = path.resolve(__dirname, '../../../platform/mail');

interface Told {
  url: string;
  smtpPort: number;
  account: { name: string; password: string };
}

let server: TestProcess<Told>;
let told: Told;
beforeAll(async () => {
  server = new TestProcess(
    require.resolve('@towpath/sandbox-mail/testing/program'),
  );
  told = await server.told();
});
afterAll(() => server?.stop());

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const person = (name: string, email?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { displayName: name, email }, memberOf: [] },
});

const notice = (user: string | null, id = 'one'): Notification => ({
  ...{ id, user, origin: 'plugin:environment' },
  created: new Date('2026-11-29T12:00:00Z'),
  payload: {
    title: 'Promote payment-service 1.4.2 to Production: waits for you',
    description: 'Ada asks. <script>alert(1)</script>',
    link: '/runs/1',
  },
});

/** As the portal does, with what its sender gave. */
const handOn = (
  processor: NotificationProcessor,
  notification: Notification,
  occurrence?: string,
) =>
  processor.postProcess!(notification, {
    recipients: { type: 'entity', entityRef: 'group:default/team-payments' },
    payload: {
      ...notification.payload,
      ...(occurrence && { metadata: { occurrence } }),
    },
  });

const start = async (mail: object = {}) => {
  const processors: NotificationProcessor[] = [];
  const logger = mockServices.logger.mock();
  const { smtpPort, account } = told;
  const backend = await startTestBackend({
    extensionPoints: [
      [
        notificationsProcessingExtensionPoint,
        {
          addProcessor: (...all) => void processors.push(...all.flat()),
          setNotificationRecipientResolver: () => undefined,
        },
      ],
    ],
    features: [
      notificationsModuleMail,
      logger.factory,
      catalogServiceMock.factory({
        entities: [
          person('ada', 'ada@myorg.example'),
          person('silent'),
          person('gone', 'refused@myorg.example'),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          mail: {
            smtp: {
              ...{ host: '127.0.0.1', port: smtpPort, insecure: true },
              ...{ username: account.name, password: account.password },
            },
            from: 'Towpath <towpath@myorg.example>',
            templates: TEMPLATES,
            ...mail,
          },
        },
      }),
    ],
  });
  stops.push(() => backend.stop());
  return { processors, logger };
};

const letters = async (): Promise<any[]> =>
  (
    await (
      await fetch(told.url, { headers: { accept: 'application/json' } })
    ).json()
  ).letters;

it('writes to who is notified, once, what the portal says, and the way to it', async () => {
  const { processors } = await start();
  const [mail] = processors;
  await handOn(mail, notice('user:default/ada'));
  await handOn(mail, notice('user:default/ada'));
  const [letter, ...others] = await letters();
  expect(others).toEqual([]);
  expect(letter).toMatchObject({
    subject: 'Promote payment-service 1.4.2 to Production: waits for you',
    recipients: ['ada@myorg.example'],
  });
  const { text, html } = await (
    await fetch(`${told.url}/letters/${letter.id}`, {
      headers: { accept: 'application/json' },
    })
  ).json();
  expect(text).toContain('Open it in the portal: http://localhost:7007/runs/1');
  expect(html).toContain('href="http://localhost:7007/runs/1"');
  expect(html).not.toContain('<script>');
});

it('writes again only what says something new, also when the portal shows it anew', async () => {
  const [mail] = (await start()).processors;
  const count = async () => (await letters()).length;
  const first = notice('user:default/ada', 'again');
  await handOn(mail, first);
  const before = await count();
  const updated = new Date('2026-11-29T13:00:00Z');
  await handOn(mail, { ...first, updated });
  expect(await count()).toBe(before);
  const payload = { ...first.payload, description: 'Grace asks, too.' };
  await handOn(mail, { ...first, updated, payload });
  expect(await count()).toBe(before + 1);
});

it('writes again what happens again, with the same words on the same day, and once what is only tried again', async () => {
  const [mail] = (await start()).processors;
  const count = async () => (await letters()).length;
  const drifted = notice('user:default/ada', 'drift');
  const updated = new Date('2026-11-30T23:59:59Z');
  const before = await count();
  await handOn(mail, drifted, 'network 2026-11-29T12:00:00Z');
  await handOn(mail, { ...drifted, updated }, 'network 2026-11-29T12:00:00Z');
  expect(await count()).toBe(before + 1);
  await handOn(mail, { ...drifted, updated }, 'network 2026-11-30T23:59:58Z');
  expect(await count()).toBe(before + 2);
});

it('writes again on another day what its sender says no occurrence of', async () => {
  const [mail] = (await start()).processors;
  const before = (await letters()).length;
  const first = notice('user:default/ada', 'days');
  for (const day of ['2026-11-29', '2026-12-01', '2026-12-29']) {
    const updated = new Date(`${day}T09:00:00Z`);
    await handOn(mail, { ...first, updated });
  }
  expect(await letters()).toHaveLength(before + 3);
});

it.each(['user:default/silent', 'user:default/nobody', null])(
  'writes to nobody in place of %s, who has no address',
  async user => {
    const before = (await letters()).length;
    const { processors, logger } = await start();
    await handOn(processors[0], notice(user));
    expect(await letters()).toHaveLength(before);
    expect(logger.warn).not.toHaveBeenCalled();
  },
);

it('says in the log what became of a letter that was refused, and lets the notification be', async () => {
  const { processors, logger } = await start();
  await handOn(processors[0], notice('user:default/gone', 'two'));
  expect(logger.warn.mock.calls).toEqual([
    [
      expect.stringMatching(
        /letter to user:default\/gone about the notification two was refused: .*no such mailbox/,
      ),
    ],
  ]);
});

it('is not there without a mail server, and the portal starts', async () => {
  const { processors, logger } = await start({ smtp: undefined });
  expect(processors).toEqual([]);
  expect(logger.info).toHaveBeenCalledWith(
    expect.stringContaining('not sent by mail'),
  );
});

it('leaves what is of less weight than configured in the portal', async () => {
  const { processors } = await start({ notifications: { severity: 'low' } });
  expect(processors[0].getNotificationFilters!()).toEqual({
    minSeverity: 'low',
  });
  await expect(
    start({ notifications: { severity: 'urgent' } }),
  ).rejects.toThrow('give one of low, normal, high, critical');
});
