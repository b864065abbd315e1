import { ConflictError } from '@backstage/errors';
import { StubApi } from '.';
import { createApiClient, unwrap } from '../index';

interface Parcel {
  id: string;
  state: 'closed' | 'open';
  sentAt: string;
  weight?: number;
}

interface Answer<Status extends number, Json> {
  responses: { [S in Status]: { content: { 'application/json': Json } } };
}

interface OneParcel {
  parameters: { path: { id: string } };
}

interface paths {
  '/parcels': {
    get: Answer<200, { items: Parcel[]; nextCursor?: string }> & {
      parameters: { query?: { state?: Parcel['state'][]; limit?: number } };
    };
  };
  '/parcels/{id}': {
    get: OneParcel & Answer<200, Parcel>;
    delete: OneParcel & { responses: { 204: { content?: never } } };
  };
  '/parcels/{id}/open': {
    post: OneParcel &
      Answer<201, Parcel> & {
        requestBody: { content: { 'application/json': { reason: string } } };
      };
  };
}

const sentAt = '2026-11-28T12:00:00.000Z';
const closed: Parcel = { id: 'a/b', state: 'closed', sentAt };
const open: Parcel = { ...closed, state: 'open' };

let api: StubApi<paths>;

/** By names in small letters, as lint wants functions to be called. */
function createClient() {
  const client = createApiClient<paths>('parcels', api.clientOptions);
  return { get: client.GET, post: client.POST, remove: client.DELETE };
}

let send: ReturnType<typeof createClient>;
let complaints: jest.SpyInstance;

beforeEach(() => {
  api = new StubApi<paths>(require.resolve('../__fixtures__/parcels.yaml'));
  send = createClient();
  complaints = jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => complaints.mockRestore());

const get = (id: string) =>
  unwrap(send.get('/parcels/{id}', { params: { path: { id } } }));
const list = (query?: { state?: Parcel['state'][]; limit?: number }) =>
  unwrap(send.get('/parcels', { params: { query } }));
const begin = (body: { reason: string }) =>
  unwrap(
    send.post('/parcels/{id}/open', {
      params: { path: { id: closed.id } },
      body,
    }),
  );

describe('what a test sets', () => {
  it('is answered over HTTP, the newest that the request is meant by', async () => {
    api.answer('get', '/parcels/{id}', closed);
    api.answer('get', '/parcels/{id}', open, { params: { id: 'c' } });
    expect(await get('a/b')).toEqual(closed);
    expect(await get('c')).toEqual(open);
    api.answer('get', '/parcels/{id}', open, { once: true });
    expect(await get('a/b')).toEqual(open);
    expect(await get('a/b')).toEqual(closed);
  });

  it('changes with what is done, as the test says and by no rule of its own', async () => {
    api.answer('get', '/parcels/{id}', closed);
    api.answer('post', '/parcels/{id}/open', open, {
      changes: () => api.answer('get', '/parcels/{id}', open),
    });
    expect(await begin({ reason: 'Müller' })).toEqual(open);
    expect(await get('a/b')).toEqual(open);
    expect(api.askedFor('post', '/parcels/{id}/open')).toEqual([
      expect.objectContaining({
        params: { id: 'a/b' },
        body: { reason: 'Müller' },
      }),
    ]);
  });

  it('may be that nothing comes back, a refusal, or a connection that breaks', async () => {
    api.answer('delete', '/parcels/{id}', undefined);
    api.refuse('get', '/parcels/{id}', new ConflictError('It is lost'));
    api.lose('get', '/parcels');
    const gone = send.remove('/parcels/{id}', {
      params: { path: { id: 'a' } },
    });
    expect((await gone).response.status).toBe(204);
    await expect(get('a')).rejects.toMatchObject({
      statusCode: 409,
      cause: expect.objectContaining({ message: 'It is lost' }),
    });
    await expect(list()).rejects.toThrow('Failed to fetch');
  });

  it.each([
    ['lacks what is promised', { id: 'a', state: 'open' }, /sentAt/],
    [
      'says a word that is none of the document',
      { ...open, state: 'ajar' },
      /\/state .*closed, open/,
    ],
    [
      'has what the document does not name',
      { ...open, colour: 'red' },
      /colour/,
    ],
    [
      'has a time that is none',
      { ...open, sentAt: 'noon' },
      /\/sentAt .*date-time/,
    ],
    ['has text for a number', { ...open, weight: '3' }, /\/weight .*integer/],
  ])('cannot be set when it %s', (_, parcel, words) => {
    expect(() =>
      api.answer('get', '/parcels/{id}', parcel as unknown as Parcel),
    ).toThrow(words);
    expect(() =>
      api.answer('get', '/parcels', { items: [parcel as unknown as Parcel] }),
    ).toThrow(words);
  });
});

describe('what a page asks', () => {
  it('is read by the types of the document', async () => {
    api.answer('get', '/parcels', { items: [] });
    api.answer(
      'get',
      '/parcels',
      { items: [open] },
      {
        query: { state: ['open'] },
      },
    );
    expect(await list({ state: ['closed'], limit: 5 })).toEqual({ items: [] });
    expect(await list({ state: ['open'] })).toEqual({ items: [open] });
    expect(api.askedFor('get', '/parcels').map(({ query }) => query)).toEqual([
      { state: ['closed'], limit: 5 },
      { state: ['open'] },
    ]);
  });

  it.each([
    [
      'a value that is too large',
      () => list({ limit: 201 }),
      /limit must be <= 200/,
    ],
    [
      'a word that is none',
      () => list({ state: ['ajar' as 'open'] }),
      /state\/0/,
    ],
    ['a filter that there is not', () => list({ color: 'red' } as {}), /color/],
    ['an empty reason', () => begin({ reason: '' }), /body: \/reason/],
    [
      'a field that there is not',
      () => begin({ reason: 'x', loud: true } as { reason: string }),
      /loud/,
    ],
  ])(
    'fails its test when the backend would not understand it: %s',
    async (_, ask, words) => {
      api.answer('get', '/parcels', { items: [] });
      api.answer('post', '/parcels/{id}/open', open);
      await expect(ask()).rejects.toThrow();
      expect(complaints).toHaveBeenCalledWith(expect.stringMatching(words));
      expect(api.asked).toEqual([]);
    },
  );

  it('fails its test when nothing says what the backend answers', async () => {
    await expect(get('a')).rejects.toThrow();
    expect(complaints).toHaveBeenCalledWith(
      expect.stringContaining('no answer is set to get /parcels/{id}'),
    );
  });
});
