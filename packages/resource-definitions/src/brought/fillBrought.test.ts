import { context, definition } from '../__testUtils__/samples';
import type { BroughtDefinition } from '../types';
import { broughtId, broughtParams } from './fillBrought';

const HOST = { host: { type: 'string' as const } };

function bringing(one: Partial<BroughtDefinition>) {
  const as = { name: 'user', type: 'user', ...one };
  return { as, by: definition({ brings: [as], outputs: HOST }) };
}

describe('the id of what is brought', () => {
  it.each([
    [undefined, { id: 'shop.db.user' }],
    ['${service.name}-audit', { id: 'shop-audit' }],
    ['fixed', { id: 'fixed' }],
    ['${params}', { problem: 'the id of user is a map; write a text' }],
    ['Not An Id', { problem: expect.stringContaining('"Not An Id"') }],
    ['a'.repeat(64), { problem: expect.stringContaining('1 to 63') }],
    ['${params.nothing}', { problem: expect.stringContaining('the id') }],
  ])('of %j is %j', (id, expected) => {
    const { as, by } = bringing({ id });
    by.params = { additionalProperties: true };
    expect(broughtId(by, as, context())).toEqual(expected);
  });
});

describe('the params of what is brought', () => {
  it('are of the one that brings it, and of what that gives out, as they are typed', () => {
    const { as, by } = bringing({
      params: { on: '${outputs.host}', of: '${service.name}', size: 3 },
    });
    expect(broughtParams(by, as, context(), { host: 'h' })).toEqual({
      params: { on: 'h', of: 'shop', size: 3 },
      problems: [],
    });
  });

  it('that take an output which is not given out name it', () => {
    const { as, by } = bringing({ params: { on: '${outputs.host}' } });
    expect(broughtParams(by, as, context(), {}).problems).toEqual([
      expect.stringContaining('brings.user.params.on'),
    ]);
  });
});
