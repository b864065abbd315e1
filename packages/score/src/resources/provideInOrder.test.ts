import {
  PlaceholderError,
  planResources,
  ProvideError,
  provideInOrder,
  readScore,
  secretRef,
} from '..';
import type { Outputs, Provide, ProvideOptions } from '..';

const FILE = `apiVersion: score.dev/v1b1
metadata: { name: shop }
containers: { app: { image: nginx } }
resources:
  db: { type: pg, params: { version: "16" } }
  dns: { type: dns }
  user:
    type: user
    params:
      on: "\${resources.db.host}"
      with: "pw=\${resources.db.password}"
      port: "\${resources.db.port}"
  route: { type: route, params: { host: "\${resources.dns.host}" } }
`;
const DB = 'pg.default#shop.db';
const DNS = 'dns.default#shop.dns';
const USER = 'user.default#shop.user';
const ROUTE = 'route.default#shop.route';

/** Asks for everything in the file; answers come from the test. */
function provideAll(provide: Provide, options?: ProvideOptions) {
  const read = readScore(FILE, { file: 'shop.yaml' });
  if (!read.valid) throw new Error(JSON.stringify(read.diagnostics));
  const workloads = [read.workload];
  return provideInOrder(workloads, planResources(workloads), provide, {
    positionOf: (_, path, at) => read.positionOf(path, at),
    ...options,
  });
}

async function endingOf(providing: Promise<unknown>): Promise<ProvideError> {
  const error = await providing.then(
    () => new Error('everything was provided'),
    thrown => thrown,
  );
  if (!(error instanceof ProvideError)) throw error;
  return error;
}

/** What one resource is answered, once the test says so. */
class Answer {
  resolve!: (outputs: Outputs) => void;
  reject!: (error: Error) => void;
  readonly promise = new Promise<Outputs>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

/** Holds each request until the test answers it. */
class Desk {
  readonly asked: string[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #waiting = new Map<string, () => void>();

  readonly provide: Provide = ({ uid }) => {
    this.asked.push(uid);
    this.#waiting.get(uid)?.();
    return this.answer(uid).promise;
  };

  answer(uid: string): Answer {
    const answer = this.#answers.get(uid) ?? new Answer();
    this.#answers.set(uid, answer);
    return answer;
  }

  /** Resolves once this resource is asked for. */
  asks(uid: string): Promise<void> {
    if (this.asked.includes(uid)) return Promise.resolve();
    return new Promise(resolve => this.#waiting.set(uid, resolve));
  }
}

describe('params', () => {
  it('are filled in with what was given out before, secrets as references', async () => {
    const asked = new Map<string, unknown>();
    const password = secretRef('db', 'password');
    const outputs = await provideAll(async ({ uid, params }) => {
      asked.set(uid, params);
      return { host: 'h', port: 5432, password };
    });
    expect(asked.get(DB)).toEqual({ version: '16' });
    expect(asked.get(USER)).toEqual({
      on: 'h',
      port: '5432',
      with: { secretText: ['pw=', password] },
    });
    expect([...outputs.keys()]).toEqual([DNS, DB, ROUTE, USER]);
  });

  it('that need an output nobody gave out are an error at their own line', async () => {
    const error = await endingOf(provideAll(async () => ({ port: 1 })));
    expect(error.failures.map(({ uid }) => uid)).toEqual([ROUTE, USER]);
    expect(error.failures[1].error).toBeInstanceOf(PlaceholderError);
    expect(error.message).toBe(`not all was provided: 2 provided, 2 failed
shop.yaml:13:41: resource '${ROUTE}': invalid ref 'resources.dns.host': key 'host' not found
shop.yaml:10:11: resource '${USER}': invalid ref 'resources.db.host': key 'host' not found`);
  });
});

describe('the order', () => {
  it('lets a slow resource hold up none of its layer', async () => {
    const desk = new Desk();
    const providing = provideAll(desk.provide);
    await Promise.all([desk.asks(DB), desk.asks(DNS)]);
    desk.answer(DB).resolve({ host: 'h', port: 1, password: 'p' });
    desk.answer(DNS).resolve({ host: 'd' });
    await Promise.all([desk.asks(USER), desk.asks(ROUTE)]);
    desk.answer(ROUTE).resolve({});
    desk.answer(USER).resolve({});
    expect([...(await providing).keys()]).toEqual([DNS, DB, ROUTE, USER]);
  });

  it('of outputs is that of the plan, whoever was first', async () => {
    const desk = new Desk();
    for (const uid of [USER, ROUTE]) desk.answer(uid).resolve({});
    const providing = provideAll(desk.provide);
    await desk.asks(DNS);
    desk.answer(DB).resolve({ host: 'h', port: 1, password: 'p' });
    await desk.answer(DB).promise;
    desk.answer(DNS).resolve({ host: 'd' });
    expect([...(await providing).keys()]).toEqual([DNS, DB, ROUTE, USER]);
  });
});

describe('a failure', () => {
  it('lets the others of its layer end, begins no later one, and tells both', async () => {
    const desk = new Desk();
    const ending = endingOf(provideAll(desk.provide));
    await Promise.all([desk.asks(DB), desk.asks(DNS)]);
    const refused = new Error('quota exceeded');
    desk.answer(DNS).reject(refused);
    await desk.answer(DNS).promise.catch(() => {});
    desk.answer(DB).resolve({ host: 'h' });
    const error = await ending;
    expect(desk.asked).toEqual([DNS, DB]);
    expect([...error.provided]).toEqual([[DB, { host: 'h' }]]);
    expect(error.cause).toBe(refused);
    expect(error).toMatchObject({
      aborted: false,
      underWay: [],
      notBegun: [ROUTE, USER],
      failures: [{ uid: DNS, error: refused }],
    });
    expect(error.message)
      .toBe(`not all was provided: 1 provided, 1 failed, 2 not begun
shop.yaml:6:3: resource '${DNS}': quota exceeded`);
  });

  it('of several in a layer names each, with a finding that reports can show', async () => {
    const error = await endingOf(
      provideAll(({ type }) => {
        throw new Error(`no ${type} here`);
      }),
    );
    expect(error.diagnostics).toMatchObject([
      {
        code: 'provide/failed',
        workload: 'shop',
        path: ['resources', 'dns'],
        position: { file: 'shop.yaml', line: 6, column: 3 },
      },
      { path: ['resources', 'db'], position: { line: 5, column: 3 } },
    ]);
  });

  it.each([[undefined], [null], ['s3cret'], [[1]]])(
    'is an answer of %j, whose value is not repeated',
    async answer => {
      const error = await endingOf(
        provideAll(async () => answer as unknown as Outputs),
      );
      expect(error.failures).toHaveLength(2);
      expect(error.message).toContain('give a map, {} when there is nothing');
      expect(error.message).not.toContain('s3cret');
    },
  );

  it('names the workload and the path where no source is known', async () => {
    const error = await endingOf(
      provideAll(() => Promise.reject(new Error('no')), {
        positionOf: undefined,
      }),
    );
    expect(error.message).toContain(`shop: resources.db: resource '${DB}': no`);
  });
});

describe('an abort', () => {
  it('ends at once, and tells what was provided and what is under way', async () => {
    const stop = new AbortController();
    const desk = new Desk();
    const ending = endingOf(provideAll(desk.provide, { signal: stop.signal }));
    await Promise.all([desk.asks(DB), desk.asks(DNS)]);
    desk.answer(DNS).resolve({ host: 'd' });
    await desk.answer(DNS).promise;
    stop.abort(new Error('out of time'));
    const error = await ending;
    expect([...error.provided.keys()]).toEqual([DNS]);
    expect(error).toMatchObject({
      aborted: true,
      failures: [],
      underWay: [DB],
      notBegun: [ROUTE, USER],
      cause: { message: 'out of time' },
    });
    // What comes later changes nothing that was told, and is no stray rejection.
    desk.answer(DB).reject(new Error('too late'));
    await desk.answer(DB).promise.catch(() => {});
    expect(error.failures).toEqual([]);
    expect(error.underWay).toEqual([DB]);
  });

  it('reaches the work itself', async () => {
    const stop = new AbortController();
    const seen: unknown[] = [];
    const ending = endingOf(
      provideAll(
        (_, { signal }) => {
          signal.addEventListener('abort', () => seen.push(signal.reason));
          return new Promise(() => {});
        },
        { signal: stop.signal },
      ),
    );
    stop.abort('enough');
    await ending;
    expect(seen).toEqual(['enough', 'enough']);
  });

  it('before the start asks for nothing', async () => {
    const provide = jest.fn();
    const error = await endingOf(
      provideAll(provide, { signal: AbortSignal.abort() }),
    );
    expect(provide).not.toHaveBeenCalled();
    expect(error.notBegun).toEqual([DNS, DB, ROUTE, USER]);
  });

  it('between two layers begins no other', async () => {
    const stop = new AbortController();
    const desk = new Desk();
    const ending = endingOf(
      provideAll(
        request => {
          if (request.uid === DB) stop.abort();
          return desk.provide(request, { signal: stop.signal });
        },
        { signal: stop.signal },
      ),
    );
    await ending;
    expect(desk.asked).toEqual([DNS, DB]);
  });

  it('after the last was provided changes nothing', async () => {
    const stop = new AbortController();
    const outputs = await provideAll(
      async ({ uid }) => {
        if (uid === USER) queueMicrotask(() => stop.abort());
        return { host: 'h', port: 1, password: 'p' };
      },
      { signal: stop.signal },
    );
    expect(outputs.size).toBe(4);
  });
});
