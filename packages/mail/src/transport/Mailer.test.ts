import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { TestProcess } from '@towpath/test-kit';
import { Mailer } from './Mailer';

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

const mailerTo = (port: number, more: object = {}) =>
  new Mailer({
    ...{ host: '127.0.0.1', port, secure: false, insecure: true },
    account: { username: told.account.name, password: told.account.password },
    from: 'Towpath <towpath@myorg.example>',
    domain: 'portal.myorg.example',
    timeoutMs: 2_000,
    ...more,
  });

const letterTo = (to: string, id = `run-1/${to}`) => ({
  ...{ to, id, subject: 'Welcome', text: 'Hello', html: '<p>Hello</p>' },
});

const lettersTo = async (to: string): Promise<any[]> => {
  const answer = await fetch(`${told.url}/?to=${to}`, {
    headers: { accept: 'application/json' },
  });
  return (await answer.json()).letters;
};

it('arrives once under its own id, also when it is sent again', async () => {
  const letter = letterTo('zoe@myorg.example');
  const mailer = mailerTo(told.smtpPort);
  expect(await mailer.send(letter)).toMatchObject({ outcome: 'sent' });
  expect(await mailer.send(letter)).toMatchObject({ outcome: 'sent' });
  expect(await lettersTo('zoe@myorg.example')).toMatchObject([
    {
      subject: 'Welcome',
      from: 'towpath@myorg.example',
      messageId: '<run-1%2Fzoe%40myorg.example@portal.myorg.example>',
    },
  ]);
});

it('tells what is refused from what may be sent later', async () => {
  const mailer = mailerTo(told.smtpPort);
  expect(await mailer.send(letterTo('refused@myorg.example'))).toEqual({
    outcome: 'refused',
    words: expect.stringContaining('There is no such mailbox'),
  });
  expect(await mailer.send(letterTo('busy@myorg.example'))).toMatchObject({
    outcome: 'not-sent',
    words: expect.stringContaining('Come again later'),
  });
  const stranger = { username: 'portal', password: 'guess' };
  expect(
    await mailerTo(told.smtpPort, { account: stranger }).send(
      letterTo('zoe@myorg.example', 'other'),
    ),
  ).toMatchObject({ outcome: 'not-sent' });
});

it('never calls a letter unsent that may lie in a mailbox', async () => {
  const lost = letterTo('lost@myorg.example');
  expect(await mailerTo(told.smtpPort).send(lost)).toMatchObject({
    outcome: 'unknown',
  });
  expect(await lettersTo(lost.to)).toHaveLength(1);
});

it('knows that a server which is not there has nothing', async () => {
  const gone = createServer();
  gone.listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, 'close');
  expect(
    await mailerTo(port).send(letterTo('zoe@myorg.example')),
  ).toMatchObject({ outcome: 'not-sent' });
});

it('hands neither letter nor password to a server without TLS, unless that is allowed', async () => {
  const answer = await mailerTo(told.smtpPort, { insecure: false }).send(
    letterTo('zoe@myorg.example', 'without-tls'),
  );
  expect(answer.outcome).toBe('not-sent');
});

// The library delivers to everybody that a line end or a bracket brings in.
it.each([
  'zoe@x.dev>\r\nRCPT TO:<evil@x.dev',
  'zoe@x.dev, evil@x.dev',
  'Zoe <zoe@x.dev>',
  'zoe@x.dev\n',
  'zoe',
  '@x.dev',
  'zoe@-x.dev',
  'a..b@x.dev',
  '',
])('refuses %j, which is not one address', async to => {
  await expect(mailerTo(told.smtpPort).send(letterTo(to, 'x'))).rejects.toThrow(
    'which is not one e-mail address',
  );
});
