import { mockServices } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import catalogBackend from '@backstage/plugin-catalog-backend';
import userSettingsBackend from '@backstage/plugin-user-settings-backend';
import request from 'supertest';
import {
  signInPeople,
  testPeople,
  type Headers,
} from '../__testUtils__/people';
import { startPortal } from '../__testUtils__/startPortal';
import { rootHttpRouter } from '../logging';

let portal: Awaited<ReturnType<typeof startPortal>>;
let people: Headers;

beforeAll(async () => {
  portal = await startPortal([
    mockServices.rootLogger.factory({ level: 'none' }),
    rootHttpRouter,
    authBackend,
    testPeople,
    catalogBackend,
    userSettingsBackend,
  ]);
  people = await signInPeople(portal.baseUrl);
});

afterAll(() => portal?.stop());

const put = (json: string | Buffer, charset = 'utf-8') =>
  request(portal.baseUrl)
    .put('/api/user-settings/buckets/b/keys/k')
    .set(people.owner)
    .set('content-type', `application/json; charset=${charset}`)
    .serialize(body => body as unknown as string)
    .send(json);

describe('texts that no database stores', () => {
  it.each([
    ['NUL', '{"value":"a\\u0000b"}'],
    ['half a pair, the first', '{"value":"a\\uD83Db"}'],
    ['half a pair, the second', '{"value":"\\udc00"}'],
    ['the halves in the wrong order', '{"value":"\\ude00\\ud83d"}'],
    ['NUL, deep inside', '{"value":{"a":[[{"b":["x\\u0000"]}]]}}'],
    ['NUL in a key', '{"value":{"a\\u0000":1}}'],
  ])('are refused in a body of an upstream plugin: %s', async (_, json) => {
    const { status, body } = await put(json);

    expect(status).toBe(400);
    expect(body.error.message).toContain('half a surrogate pair');
  });

  it('are refused in a body of another encoding', async () => {
    const text = Buffer.from('{"value":"a\\u0000b"}', 'utf16le');

    expect((await put(text, 'utf-16le')).status).toBe(400);
  });

  it.each([
    ['a whole pair', '{"value":"\\ud83d\\ude00"}'],
    ['a backslash before', '{"value":"\\\\u0000"}'],
    ['other control characters', '{"value":"\\u0001\\n"}'],
  ])('are not taken for others: %s', async (_, json) => {
    expect((await put(json)).status).toBe(200);
  });

  it.each([
    '/api/catalog/entities/by-name/component/default/a%00b',
    '/api/catalog/entities?filter=kind=a%00b',
    '/api/catalog/entity-facets?facet=%ED%A0%80',
    '/api/user-settings/buckets/b%00/keys/k',
  ])('are refused in an address: %s', async url => {
    const { status, body } = await request(portal.baseUrl)
      .get(url)
      .set(people.owner);

    expect(status).toBe(400);
    expect(body.error.message).toContain('The address holds');
  });
});
