import { presentStackRun } from './stackKind';

it('tells the commit of a module, since a tag may mean another one tomorrow', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  const input = { stack: 'shop', intent: 'change', commit };
  const { details } = presentStackRun({ input, state: {} } as never);
  expect(details).toMatchObject({ commit });
});
