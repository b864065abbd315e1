import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { RunTypes } from '@towpath/runs';
import { until } from '@towpath/test-kit';
import { startStubKinds } from './__testUtils__/startStubKinds';
import { runOf, stubType } from './__testUtils__/stubType';

/** Newest first. */
const IDS = [5, 4, 3, 2, 1].map(n => `019ad000-000${n}-7000-8000-000000000000`);
const NOTHING = '019ad000-0009-7000-8000-000000000000';

let portal: Awaited<ReturnType<typeof startStubKinds>>;
afterEach(() => portal?.backend.stop());

const shelf = () =>
  stubType(
    'shelf',
    IDS.map(id => runOf('shelf', id)),
  );

it('shows the rest and names the kind that fails, without telling what is inside', async () => {
  portal = await startStubKinds([
    shelf(),
    stubType('broken', [], {
      list: async () => {
        throw new Error('connect ECONNREFUSED 10.1.2.3:5432');
      },
    }),
    stubType('away', [], {
      list: async () => {
        throw new ServiceUnavailableError('The stacks are moved until 14:00');
      },
    }),
  ]);
  const { status, body } = await portal.get('/runs/runs');
  expect(status).toBe(200);
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(IDS);
  expect(body.unanswered).toEqual([
    {
      kind: 'away',
      title: 'aways',
      refused: false,
      message: 'The stacks are moved until 14:00',
    },
    {
      kind: 'broken',
      title: 'brokens',
      refused: false,
      message: expect.not.stringContaining('10.1.2.3'),
    },
  ]);
  // Nothing is left of those that answered, and who reads to the end comes to one.
  expect(body.nextCursor).toBeUndefined();
});

it('goes on with a kind that is back by the next page', async () => {
  let isAway = true;
  const errands = stubType(
    'errand',
    IDS.slice(1).map(id => runOf('errand', id.replace('8000', '9000'))),
  );
  const { list } = errands.operations;
  errands.operations.list = async (...args) => {
    if (isAway) throw new ServiceUnavailableError('away');
    return list(...args);
  };
  portal = await startStubKinds([shelf(), errands]);
  const first = await portal.get('/runs/runs?limit=2');
  expect(first.body.unanswered).toHaveLength(1);
  isAway = false;
  const { body } = await portal.get(
    `/runs/runs?limit=20&cursor=${first.body.nextCursor}`,
  );
  expect(body.unanswered).toEqual([]);
  // What is newer than the page before is not smuggled in below it.
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['errand', 'shelf']),
  );
  expect(body.items[0].id < first.body.items[1].id).toBe(true);
});

it('does not wait for ever for a kind that hangs', async () => {
  const asked = jest.fn();
  portal = await startStubKinds([
    shelf(),
    stubType('stuck', [], {
      list: () => {
        asked();
        return new Promise(() => {});
      },
    }),
  ]);
  const answer = portal.get('/runs/runs').then(({ body }) => body);
  await until('it was asked', async () => asked.mock.calls.length > 0);
  portal.clock.loseTime();
  const { items, unanswered } = await answer;
  expect(items).toHaveLength(IDS.length);
  expect(unanswered).toEqual([
    expect.objectContaining({
      kind: 'stuck',
      message: expect.stringContaining('no answer within 10 seconds'),
    }),
  ]);
});

it('goes on past pages in which a kind has nothing of what is asked for', async () => {
  const list = jest.fn(async ({ cursor = '0' }) => ({
    items: Number(cursor) < 3 ? [] : [runOf('sparse', IDS[4])],
    ...(Number(cursor) < 3 && { nextCursor: String(Number(cursor) + 1) }),
  }));
  portal = await startStubKinds([stubType('sparse', [], { list })]);
  const { body } = await portal.get('/runs/runs');
  expect(body.items).toHaveLength(1);
  expect(body.nextCursor).toBeUndefined();
});

it('comes to the end of a list that a kind never ends, and shows nothing out of order meanwhile', async () => {
  const list = async ({ cursor = '0' }) => ({
    items: [],
    nextCursor: String(Number(cursor) + 1),
  });
  portal = await startStubKinds([shelf(), stubType('endless', [], { list })]);
  const { body } = await portal.get('/runs/runs');
  expect(body.items).toEqual([]);
  expect(body.nextCursor).toBeDefined();
});

describe('one run', () => {
  const failing = () =>
    stubType('broken', [], {
      has: async () => {
        throw new Error('connect ECONNREFUSED 10.1.2.3:5432');
      },
    });

  it('is shown whatever another kind is up to', async () => {
    portal = await startStubKinds([shelf(), failing()]);
    const { status, body } = await portal.get(`/runs/runs/${IDS[0]}`);
    expect(status).toBe(200);
    expect(body.id).toBe(IDS[0]);
  });

  it('is not said to be none while a kind that may have it cannot be asked', async () => {
    portal = await startStubKinds([shelf(), failing()]);
    const { status, body } = await portal.get(`/runs/runs/${NOTHING}`);
    expect(status).toBe(503);
    expect(body.error.message).toContain('brokens');
    expect(body.error.message).not.toContain('10.1.2.3');
  });

  it('is refused in the words of its own plugin', async () => {
    portal = await startStubKinds([
      stubType('shelf', [runOf('shelf', IDS[0])], {
        get: async () => {
          throw new NotAllowedError('Only librarians');
        },
      }),
    ]);
    const { status, body } = await portal.get(`/runs/runs/${IDS[0]}`);
    expect(status).toBe(403);
    expect(body.error.message).toBe('Only librarians');
  });

  it('is rolled back by its plugin, with the key against doing it twice', async () => {
    const rollBack = jest.fn(async () => runOf('shelf', IDS[1]));
    portal = await startStubKinds([
      stubType('shelf', [runOf('shelf', IDS[0])], { rollBack }),
    ]);
    const { status, body } = await portal
      .post(`/runs/runs/${IDS[0]}/rollback`, {
        reason: 'Wrong',
        options: { a: 1 },
      })
      .set('Idempotency-Key', 'once');
    expect(status).toBe(201);
    expect(body.id).toBe(IDS[1]);
    expect(rollBack).toHaveBeenCalledWith(
      IDS[0],
      { reason: 'Wrong', options: { a: 1 } },
      expect.objectContaining({ by: 'user:default/ada' }),
      'once',
    );
  });
});

it('lets no two plugins have one kind, nor a kind without a name', () => {
  const types = new RunTypes();
  types.register(stubType('shelf'));
  expect(() => types.register(stubType('shelf'))).toThrow(
    /shelf.*another name/,
  );
  for (const kind of ['', 'Shelf', '../shelf', 's'.repeat(64)]) {
    expect(() => types.register(stubType(kind))).toThrow('lower-case');
  }
});
