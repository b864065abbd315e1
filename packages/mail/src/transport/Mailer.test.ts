import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { TestProcess, until } from '@towpath/test-kit';
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

const ends: (() => unknown)[] = [];
afterEach(() => Promise.all(ends.splice(0).map(end => end())));

const mailerTo = (port: number, more: object = {}) => {
  const mailer = new Mailer({
    ...{ host: '127.0.0.1', port, secure: false, insecure: true },
    account: { username: told.account.name, password: told.account.password },
    from: 'Towpath <towpath@myorg.example>',
    domain: 'portal.myorg.example',
    ...more,
  });
  ends.push(() => mailer.close());
  return mailer;
};

/** A line to the server that can be cut, and counts how many go over it. */
async function startLine() {
  const open = new Set<Socket>();
  const seen = { most: 0, all: 0 };
  const line = createServer(socket => {
    const onward = connect(told.smtpPort, '127.0.0.1');
    open.add(socket);
    seen.all += 1;
    seen.most = Math.max(seen.most, open.size);
    socket.pipe(onward).pipe(socket);
    socket.on('close', () => {
      open.delete(socket);
      onward.destroy();
    });
    for (const one of [socket, onward]) one.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const cut = () => open.forEach(socket => socket.destroy());
  ends.push(cut, () => line.close());
  return { port: (line.address() as AddressInfo).port, seen, cut };
}

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
  const line = await startLine();
  const sending = mailerTo(line.port).send(lost);
  await until(
    'the letter is kept, and nobody was told so',
    () => lettersTo(lost.to),
    letters => letters.length === 1,
  );
  line.cut();
  expect(await sending).toMatchObject({ outcome: 'unknown' });
  expect(await lettersTo(lost.to)).toHaveLength(1);
});

it('hands many letters in over five connections, and over one that it has kept', async () => {
  const line = await startLine();
  const mailer = mailerTo(line.port);
  const many = Array.from({ length: 20 }, (_, at) =>
    mailer.send(letterTo('many@myorg.example', `many-${at}`)),
  );
  const outcomes = (await Promise.all(many)).map(({ outcome }) => outcome);
  expect(new Set(outcomes)).toEqual(new Set(['sent']));
  await mailer.send(letterTo('many@myorg.example', 'many-later'));
  expect(line.seen).toMatchObject({ most: 5, all: 5 });
  expect(await lettersTo('many@myorg.example')).toHaveLength(21);
});

it('sends once what it has for a connection that was cut since', async () => {
  const line = await startLine();
  const mailer = mailerTo(line.port);
  await mailer.send(letterTo('cut@myorg.example', 'before'));
  line.cut();
  expect(
    await mailer.send(letterTo('cut@myorg.example', 'after')),
  ).toMatchObject({ outcome: 'sent' });
  expect(await lettersTo('cut@myorg.example')).toHaveLength(2);
});

it('is closed once it is known what became of each letter', async () => {
  const line = await startLine();
  const mailer = mailerTo(line.port);
  const to = 'lost@myorg.example';
  const outcomes: string[] = [];
  for (const id of ['1', '2', '3', '4', '5', 'waits']) {
    const sending = mailer.send(letterTo(to, `closing-${id}`));
    void sending.then(({ outcome }) => outcomes.push(outcome));
  }
  await until(
    'five are kept, and nobody was told so',
    () => lettersTo(to),
    all => all.filter(one => one.messageId.includes('closing')).length === 5,
  );
  const closed = mailer.close();
  line.cut();
  await closed;
  expect(outcomes.sort()).toEqual(['not-sent', ...Array(5).fill('unknown')]);
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
