import { describeParams } from './describeParams';

describe('the parameters of a type', () => {
  it.each([
    [{ enum: ['small', 'large'] }, 'one of small, large'],
    [{ type: 'integer', minimum: 1, maximum: 9 }, 'integer, 1 to 9'],
    [{ type: 'number', minimum: 0 }, 'number, at least 0'],
    [{ type: 'string', maxLength: 5 }, 'string, at most 5 characters'],
    [{ type: 'array', items: { type: 'string' } }, 'list of string'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{}, 'any value'],
    [{ const: 0 }, '0'],
    [{ type: 'string', pattern: '^a' }, 'string, matching ^a'],
    [{ type: 'string', pattern: '^a', description: 'An a' }, 'string'],
  ])('of schema %j take %s', (schema, takes) => {
    expect(describeParams({ properties: { a: schema } })[0].takes).toBe(takes);
  });

  it('name those of an object in it by their path, with what they are when left out', () => {
    expect(
      describeParams({
        required: ['backup'],
        properties: {
          backup: {
            type: 'object',
            properties: { days: { type: 'integer', default: 0 } },
          },
        },
      }),
    ).toEqual([
      { name: 'backup', takes: 'object', required: true },
      { name: 'backup.days', takes: 'integer', required: false, usual: '0' },
    ]);
  });

  it('are none where there is no schema', () => {
    expect(describeParams(undefined)).toEqual([]);
  });
});
