import { parse } from 'yaml';
import { addResource } from './addResource';

const TEXT = `apiVersion: score.dev/v1b1
metadata:
  name: shop # as the people of sales call it
containers:
  shop:
    image: .
`;
const DB = { name: 'db', type: 'postgres', params: { size: 'small' } };

it('asks for a resource, hands its outputs to the container, and keeps what people wrote', () => {
  const text = addResource(TEXT, DB, ['host', 'password']);
  expect(text).toContain('name: shop # as the people of sales call it');
  expect(parse(text)).toMatchObject({
    containers: {
      shop: {
        image: '.',
        variables: {
          DB_HOST: '${resources.db.host}',
          DB_PASSWORD: '${resources.db.password}',
        },
      },
    },
    resources: { db: { type: 'postgres', params: { size: 'small' } } },
  });
});

it('leaves a file that asks for it already as it is, to the letter', () => {
  const text = `${addResource(TEXT, DB, ['host'])}# the end\n`;
  expect(addResource(text, DB, ['host'])).toBe(text);
});

it.each<[string, string, RegExp]>([
  [
    'a resource of that name is another one',
    `${TEXT}resources: { db: { type: mysql } }\n`,
    /resources\.db is in the Score file already/,
  ],
  [
    'a variable of that name is another one',
    TEXT.replace('image: .', 'image: .\n    variables: { DB_HOST: here }'),
    /variables\.DB_HOST is in the Score file already/,
  ],
])('changes nothing where %s', (_when, text, words) => {
  expect(() => addResource(text, DB, ['host'])).toThrow(words);
});

it('guesses no container where there are several', () => {
  const text = addResource(`${TEXT}  side: { image: x }\n`, DB, ['host']);
  expect(parse(text).containers.shop).toEqual({ image: '.' });
  expect(parse(text).resources.db.type).toBe('postgres');
});
