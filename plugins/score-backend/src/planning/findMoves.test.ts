import { planResources, type Resource } from '@towpath/score';
import type { ResourceRecord } from '../model/ResourceRecord';
import { findMoves, suspectMoves, type MoveQuestion } from './findMoves';
import { MOVED_FROM } from './movedFrom';

const asked = (
  resources: Record<string, Partial<Resource> & { from?: string }>,
) =>
  planResources([
    {
      ...{ apiVersion: 'score.dev/v1b1', containers: {} },
      metadata: { name: 'shop' },
      resources: Object.fromEntries(
        Object.entries(resources).map(([name, { from, ...one }]) => [
          name,
          {
            ...{ type: 'postgres', ...one },
            ...(from && { metadata: { annotations: { [MOVED_FROM]: from } } }),
          },
        ]),
      ),
    },
  ]).resources;

const record = (
  name: string,
  more: Partial<ResourceRecord> = {},
): ResourceRecord => ({
  ...{ id: name, service: 'component:default/shop', environment: 'dev' },
  ...{ uid: `postgres.default#shop.${name}`, type: 'postgres', name },
  ...{ class: 'default', byId: false, needs: [], former: [] },
  ...{ definition: 'postgres', driver: 'postgres', holdsData: true },
  ...{ onRemoval: 'delete', status: 'provided' },
  request: { settings: {}, params: {} },
  ...{ outputs: {}, manifests: [], updatedAt: new Date(0) },
  ...more,
});

const ask = (question: Partial<MoveQuestion>) =>
  findMoves({
    ...{ asked: [], records: [], elsewhere: [], others: [], ...question },
  });
const movesOf = (question: Partial<MoveQuestion>) =>
  Object.fromEntries(
    [...ask(question).moves].map(([uid, { name }]) => [uid, name]),
  );

const ORDERS = 'postgres.default#shop.orders';
const done = [{ uid: 'postgres.default#shop.db', name: 'db' }];

const DONE = [
  `${MOVED_FROM} is not needed any more: no environment has db under that name`,
];

describe('a resource that is called otherwise', () => {
  it.each<[string, Parameters<typeof asked>[0], string]>([
    ['its name', { orders: { from: 'db' } }, ORDERS],
    ['its uid', { orders: { from: 'postgres.default#shop.db' } }, ORDERS],
    [
      'its name, with an id from now on',
      { db: { id: 'books', from: 'db' } },
      'postgres.default#books',
    ],
  ])('is found by %s', (_, resources, uid) => {
    const question = { asked: asked(resources), records: [record('db')] };
    expect(movesOf(question)).toEqual({ [uid]: 'db' });
    expect(ask(question).diagnostics).toEqual([]);
  });

  it('may change names with another one', () => {
    const question = {
      asked: asked({ a: { from: 'b' }, b: { from: 'a' } }),
      records: [record('a'), record('b')],
    };
    expect(movesOf(question)).toEqual({
      'postgres.default#shop.a': 'b',
      'postgres.default#shop.b': 'a',
    });
  });

  it('is done with where it is called so, whatever has the old name since', () => {
    const question = {
      asked: asked({ orders: { from: 'db' }, db: {} }),
      records: [record('orders', { former: done }), record('db')],
    };
    expect(movesOf(question)).toEqual({});
  });

  it('is made where there is nothing that it could have been: an environment that comes later', () => {
    const question = {
      asked: asked({ orders: { from: 'db' } }),
      records: [record('cache', { type: 'redis' })],
    };
    expect(ask(question)).toEqual({ moves: new Map(), diagnostics: [] });
  });

  it.each<[string, ResourceRecord[], string[]]>([
    ['no other environment', [], DONE],
    ['another environment', [record('db', { environment: 'prod' })], []],
    [
      'another environment, as another type,',
      [record('db', { environment: 'prod', type: 'redis' })],
      DONE,
    ],
  ])('needs the word while %s has the old name', (_, elsewhere, messages) => {
    const { diagnostics } = ask({
      asked: asked({ orders: { from: 'db' } }),
      records: [record('orders', { former: done })],
      elsewhere,
    });
    expect(diagnostics.map(one => one.message)).toEqual(messages);
  });
});

describe('what is named is refused', () => {
  it.each<[string, Partial<MoveQuestion>, string]>([
    [
      'where it is not there, and says what is',
      { asked: asked({ orders: { from: 'dbb' } }), records: [record('db')] },
      'names dbb, which is not there; db (postgres.default#shop.db) is',
    ],
    [
      'where it is of another type',
      {
        asked: asked({ orders: { from: 'db' } }),
        records: [record('db', { type: 'redis' })],
      },
      'names db, which is redis of the class default: what is moved keeps type and class',
    ],
    [
      'where it is of another class',
      {
        asked: asked({ orders: { from: 'db', class: 'large' } }),
        records: [record('db')],
      },
      'which is postgres of the class default',
    ],
    [
      'where the file still asks for it',
      {
        asked: asked({ orders: { from: 'db' }, db: {} }),
        records: [record('db')],
      },
      'names db, which the Score file still asks for',
    ],
    [
      'where both are there',
      {
        asked: asked({ orders: { from: 'db' } }),
        records: [record('db'), record('orders')],
      },
      'names db, and orders is there as well',
    ],
    [
      'where it comes with another one',
      {
        asked: asked({ orders: { from: 'db.backup' } }),
        records: [record('db.backup', { broughtBy: 'x' })],
      },
      'which comes with another one and moves with that',
    ],
    [
      'where it is of another service',
      {
        asked: asked({ orders: { from: 'postgres.default#books' } }),
        others: [
          record('db', {
            ...{
              uid: 'postgres.default#books',
              service: 'component:default/x',
            },
          }),
        ],
      },
      'which is of component:default/x: it can be handed over by who owns that, and not be moved',
    ],
  ])('%s', (_, question, message) => {
    expect(ask(question).diagnostics).toEqual([
      expect.objectContaining({
        severity: 'error',
        message: expect.stringContaining(message),
        path: [
          ...['resources', 'orders', 'metadata', 'annotations', MOVED_FROM],
        ],
      }),
    ]);
  });

  it('where two say so', () => {
    const { diagnostics } = ask({
      asked: asked({ a: { from: 'db' }, b: { from: 'db' } }),
      records: [record('db')],
    });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('as that of b does'),
      expect.stringContaining('as that of a does'),
    ]);
  });
});

describe('what may be the same', () => {
  const suspect = (
    resources: Parameters<typeof asked>[0],
    records: ResourceRecord[],
  ) =>
    suspectMoves(
      { asked: asked(resources), records },
      { moves: new Map(), shared: new Set() },
    );

  it('is said where one goes and one of its type is new, with the words to write', () => {
    expect(suspect({ orders: {} }, [record('db')])).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message:
          'orders is made new while db, of the same type, is no longer asked for, and the data of db is not in it',
        fix: {
          text: expect.stringContaining(`${MOVED_FROM}: db`),
          automatic: false,
        },
      }),
    ]);
  });

  it.each<[string, Parameters<typeof asked>[0], ResourceRecord[]]>([
    ['nothing goes', { orders: {} }, []],
    ['nothing is new', {}, [record('db')]],
    ['it is another type', { orders: { type: 'redis' } }, [record('db')]],
    ['it is another class', { orders: { class: 'big' } }, [record('db')]],
    ['two go', { orders: {} }, [record('a'), record('b')]],
    ['two are new', { a: {}, b: {} }, [record('db')]],
    [
      'what goes came with another one',
      { orders: {} },
      [record('db.backup', { broughtBy: 'x' })],
    ],
  ])('is not said where %s', (_, resources, records) => {
    expect(suspect(resources, records)).toEqual([]);
  });
});
