import { ArgoCdClient } from '../client/ArgoCdClient';
import { systemClock } from '@towpath/clock';
import { ArgoCdDouble, sampleApplication } from '../testUtils';
import { readEvents } from './readEvents';
import type { WatchItem, WatchOptions } from './WatchItem';

let double: ArgoCdDouble;
let client: ArgoCdClient;
let controller: AbortController;

beforeEach(async () => {
  double = await ArgoCdDouble.start();
  controller = new AbortController();
  client = new ArgoCdClient(
    {
      name: 'main',
      url: double.url,
      credentials: { ...double.account },
      timeoutMs: 5_000,
    },
    { now: systemClock.now, sleep: async () => {} },
  );
});

afterEach(async () => {
  controller.abort();
  await client.close();
  await double.stop();
});

function follow(options: Partial<WatchOptions> = {}) {
  return client.watch({ signal: controller.signal, ...options });
}

/** Short words for an item: `MODIFIED shop`. */
function tell(item: WatchItem): string {
  if (item.type === 'snapshot') {
    const names = item.applications.map(({ metadata }) => metadata.name);
    return `snapshot ${names.join(',')}`;
  }
  return item.type === 'disconnected'
    ? item.type
    : `${item.type} ${item.application.metadata.name}`;
}

async function next(watch: AsyncGenerator<WatchItem>): Promise<string> {
  return tell((await watch.next()).value);
}

describe('watch', () => {
  it('begins with a snapshot and goes on with changes', async () => {
    double.applications.put(sampleApplication('shop'));
    const watch = follow({ fields: ['status.health'] });

    expect(await next(watch)).toBe('snapshot shop');
    expect(await next(watch)).toBe('ADDED shop');
    double.applications.report('shop', { health: { status: 'Degraded' } });
    expect(await next(watch)).toBe('MODIFIED shop');
    double.applications.delete(double.applications.get('shop'));
    expect(await next(watch)).toBe('DELETED shop');
    expect(double.requests.at(-1)!.query.get('fields')).toBe(
      'result.type,result.application.metadata.name,result.application.metadata.namespace,result.application.status.health',
    );
  });

  it('finds out after a broken connection what happened meanwhile', async () => {
    double.applications.put(sampleApplication('gone'));
    const watch = follow();
    await next(watch);
    await next(watch);

    double.dropStreams();
    double.applications.delete(double.applications.get('gone'));
    double.applications.put(sampleApplication('new'));

    expect(await next(watch)).toBe('disconnected');
    expect(await next(watch)).toBe('snapshot new');
    expect(await next(watch)).toBe('ADDED new');
  });

  it('goes on while the server is away, and logs in anew when it is back', async () => {
    const watch = follow();
    await next(watch);
    const before = watch.next();
    const port = Number(new URL(double.url).port);
    await double.stop();
    expect(tell((await before).value)).toBe('disconnected');
    expect(await next(watch)).toBe('disconnected');

    double = await ArgoCdDouble.start({ port });
    double.applications.put(sampleApplication('shop'));

    expect(await next(watch)).toBe('snapshot shop');
    expect(double.requests[0].authorization).toBe('Bearer session-1');
  });

  it('takes a snapshot from time to time although the connection looks well', async () => {
    double.applications.put(sampleApplication('shop'));
    const watch = follow({ resyncEveryMs: 50 });

    const seen = [];
    while (seen.filter(text => text === 'snapshot shop').length < 3) {
      seen.push(await next(watch));
    }

    expect(seen).not.toContain('disconnected');
  });

  it('waits longer each time when the server drops the connection at once', async () => {
    double.meddle(({ path }, response) => {
      if (!path.startsWith('/api/v1/stream')) return false;
      response.destroy();
      return true;
    });

    const pauses: number[] = [];
    for await (const item of follow()) {
      if (item.type === 'disconnected') pauses.push(item.retryInMs);
      if (pauses.length === 8) break;
    }

    expect(pauses).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  it('notices a token that was revoked although the server goes on with the stream', async () => {
    double.applications.put(sampleApplication('shop'));
    const byToken = new ArgoCdClient(
      {
        name: 'main',
        url: double.url,
        credentials: { token: double.token },
        timeoutMs: 5_000,
      },
      { now: systemClock.now, sleep: async () => {} },
    );
    const watch = byToken.watch({
      signal: controller.signal,
      checkEveryMs: 20,
    });
    await next(watch);
    await next(watch);

    double.isTokenKnown = false;

    const { value } = await watch.next();
    expect(value).toMatchObject({
      type: 'disconnected',
      error: { problem: 'credentials' },
    });
    await byToken.close();
  });

  it.each([
    [{ grpc_code: 16, http_code: 401, message: 'invalid session' }],
    [{ error: 'invalid session', code: 16 }],
  ])('says what a server refuses a stream with: %j', async error => {
    double.fail(/stream/, 401, { error }, 2);
    const watch = follow();
    await next(watch);

    const { value } = await watch.next();

    expect(value).toMatchObject({
      error: {
        problem: 'credentials',
        message: expect.stringContaining(
          'could not watch applications: invalid session. The login of "portal" is refused',
        ),
      },
    });
  });

  it('ends with the signal, and the connection with it', async () => {
    const watch = follow();
    await next(watch);
    const waiting = watch.next();

    controller.abort(new Error('enough'));

    await expect(waiting).rejects.toThrow('enough');
    const closed = async () => {
      while (double.openStreams > 0) await new Promise(setImmediate);
    };
    await closed();
    expect(double.openStreams).toBe(0);
  });
});

describe('the stream', () => {
  const event = (name: string) =>
    JSON.stringify({
      result: { type: 'ADDED', application: { metadata: { name } } },
    });

  async function read(...chunks: (string | Uint8Array)[]) {
    async function* body() {
      for (const chunk of chunks) {
        yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      }
    }
    const names = [];
    const explain = (error: unknown) => new Error(JSON.stringify(error));
    for await (const { application } of readEvents(body(), explain)) {
      names.push(application.metadata.name);
    }
    return names;
  }

  it('may be cut anywhere, even inside a letter', async () => {
    const bytes = Buffer.from(`${event('größe')}\n${event('b')}\n`);

    for (let at = 0; at <= bytes.length; at += 1) {
      expect(await read(bytes.subarray(0, at), bytes.subarray(at))).toEqual([
        'größe',
        'b',
      ]);
    }
  });

  it('leaves out empty lines, empty results and a line that was cut off', async () => {
    expect(
      await read(`\n{"result":{}}\n${event('a')}\n${event('b').slice(0, 20)}`),
    ).toEqual(['a']);
  });

  it('ends with what the server sends as an error', async () => {
    const error = { grpc_code: 16, message: 'token is expired' };

    await expect(read(`${JSON.stringify({ error })}\n`)).rejects.toThrow(
      JSON.stringify(error),
    );
  });
});

it.each([
  [
    { grpc_code: 16, http_code: 401, message: 'token is expired' },
    'credentials',
    'the server ended it: token is expired',
  ],
  ['token is expired', 'server', 'the server ended it: token is expired'],
  [{ grpc_code: 14 }, 'server', 'the server ended it: no reason given'],
])('tells a stream that ends with %j', async (error, problem, reason) => {
  const watch = follow();
  await next(watch);
  const waiting = watch.next();
  while (double.openStreams === 0) await new Promise(setImmediate);

  double.endStreams(error);

  expect((await waiting).value).toMatchObject({
    type: 'disconnected',
    error: { problem, reason: expect.stringContaining(reason) },
  });
});
