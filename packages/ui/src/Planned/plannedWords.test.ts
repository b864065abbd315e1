import { byWeight, countResources } from './plannedWords';

it('count what is lost first', () => {
  const resources = (
    ['none', 'create', 'create', 'delete', 'update'] as const
  ).map(action => ({ action }));
  expect(countResources(resources)).toBe(
    '1 resource deleted, 2 created, 1 changed, 1 unchanged',
  );
  expect(byWeight(resources)[0].action).toBe('delete');
});
