import { ConfigReader } from '@backstage/config';
import { readScimSettings } from './readScimSettings';

const read = (scim?: object) =>
  readScimSettings(new ConfigReader({ ...(scim && { scim: scim as any }) }));

it('reads a provider with a token, and one with the credentials of a client', () => {
  expect(read()).toBeUndefined();
  expect(
    read({ url: 'https://id.example.com/scim/v2/', token: 't' }),
  ).toMatchObject({
    url: 'https://id.example.com/scim/v2',
    credentials: { token: 't' },
  });
  const tokenUrl = 'https://id.example.com/token';
  expect(
    read({
      ...{ url: 'https://id.example.com/scim/v2', tokenUrl },
      ...{ clientId: 'c', clientSecret: 's', matchBy: 'userName' },
    }),
  ).toMatchObject({
    credentials: { tokenUrl, clientId: 'c', clientSecret: 's' },
    matchBy: 'userName',
  });
});

it.each([
  [{ url: 'http://id.example.com', token: 't' }, /scim\.url.*https/],
  [{ url: 'nonsense', token: 't' }, /scim\.url/],
  [{ url: 'https://a.b' }, /scim\.token is missing/],
  [{ url: 'https://a.b', token: 't', tokenUrl: 'https://a.b' }, /both/],
  [{ url: 'https://a.b', token: 't', patch: 'all' }, /fields or whole/],
])('names the key that is wrong: %j', (scim, words) => {
  expect(() => read(scim)).toThrow(words);
});
