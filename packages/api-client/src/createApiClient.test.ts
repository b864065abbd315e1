import { createApiClient, unwrap } from './index';

interface paths {
  '/parcels/{id}': {
    parameters: { path: { id: string } };
    post: {
      parameters: { path: { id: string }; query?: { loud?: boolean } };
      requestBody: { content: { 'application/json': { reason: string } } };
      responses: {
        200: { content: { 'application/json': { opened: boolean } } };
      };
    };
  };
}

const answer = (status: number, body: object) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

const send = jest.fn<Promise<Response>, [string, RequestInit]>();
const { POST: post } = createApiClient<paths>('parcels', {
  discoveryApi: { getBaseUrl: async id => `https://portal.example/api/${id}` },
  fetchApi: { fetch: send as unknown as typeof fetch },
});
const open = (signal?: AbortSignal) =>
  unwrap(
    post('/parcels/{id}', {
      params: { path: { id: 'a/b' }, query: { loud: true } },
      body: { reason: 'Müller & Söhne' },
      signal,
    }),
  );

it('asks where the plugin is, with the path escaped, and answers what it said', async () => {
  send.mockResolvedValueOnce(answer(200, { opened: true }));
  expect(await open()).toEqual({ opened: true });
  const [url, { method, body, headers }] = send.mock.calls[0];
  expect(url).toBe(
    'https://portal.example/api/parcels/parcels/a%2Fb?loud=true',
  );
  expect(method).toBe('POST');
  expect(JSON.parse(String(body))).toEqual({ reason: 'Müller & Söhne' });
  expect(new Headers(headers).get('content-type')).toBe('application/json');
});

it('throws what the plugin refused, in its own words', async () => {
  const error = { name: 'ConflictError', message: 'It is open already' };
  send.mockResolvedValueOnce(
    answer(409, { error, response: { statusCode: 409 } }),
  );
  await expect(open()).rejects.toMatchObject({
    name: 'ResponseError',
    statusCode: 409,
    cause: expect.objectContaining(error),
  });
});

it('hands on that the page has lost interest', async () => {
  const controller = new AbortController();
  send.mockImplementationOnce(async (_url, { signal }) => {
    controller.abort();
    signal!.throwIfAborted();
    throw new Error('the signal was not handed on');
  });
  await expect(open(controller.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
});
