import { mockServices } from '@backstage/backend-test-utils';
import type { Run } from '@towpath/plugin-runs-common';
import { RunTypes, type RunListQuery } from '@towpath/runs';
import { TemplateAgreements } from './TemplateAgreements';

const NOW = Date.parse('2026-11-29T03:00:00.000Z');
const DAY = 24 * 60 * 60 * 1000;

const decision = (change: object = {}) => ({
  by: 'user:default/linus',
  verdict: 'approved',
  at: new Date(NOW - DAY).toISOString(),
  ...change,
});

const run = (...decisions: object[]) =>
  ({
    details: {
      template: 'template:default/new-service',
      values: { name: 'orders', database: 'large' },
    },
    approval: { required: [{ id: 'templates/large-database' }], decisions },
  } as unknown as Run);

function agreementsIn(list: (query: RunListQuery) => Promise<Run[]>) {
  const runs = new RunTypes();
  runs.register({
    kind: 'template-task',
    title: 'Template',
    has: async () => false,
    operations: {
      list: async (query: RunListQuery) => ({ items: await list(query) }),
    } as any,
  });
  const auth = mockServices.auth();
  return new TemplateAgreements({
    runs,
    auth,
    clock: { now: () => NOW } as any,
  });
}

it('tells what was agreed to, of what who asks has had begin', async () => {
  const asked: RunListQuery[] = [];
  const agreements = agreementsIn(async query => {
    asked.push(query);
    return [run(decision())];
  });

  expect(await agreements.of('user:default/ada')).toEqual([
    {
      template: 'template:default/new-service',
      input: { name: 'orders', database: 'large' },
      rules: ['templates/large-database'],
      by: ['user:default/linus'],
      at: '2026-11-28T03:00:00.000Z',
    },
  ]);
  expect(asked).toMatchObject([
    { requestedBy: 'user:default/ada', statuses: ['succeeded'] },
  ]);
});

it.each([
  ['that is void', { void: true }],
  ['to the contrary', { verdict: 'rejected' }],
  ['of long ago', { at: new Date(NOW - 8 * DAY).toISOString() }],
])('takes no agreement for one %s', async (_hazard, change) => {
  const agreements = agreementsIn(async () => [run(decision(change))]);
  expect(await agreements.of('user:default/ada')).toEqual([]);
});

it('does not take gates that cannot be asked for gates that nobody has passed', async () => {
  const agreements = agreementsIn(() => Promise.reject(new Error('down')));
  await expect(agreements.of('user:default/ada')).rejects.toThrow('down');
});

it('tells of none where templates have no gates', async () => {
  const agreements = new TemplateAgreements({
    runs: new RunTypes(),
    auth: mockServices.auth(),
    clock: { now: () => NOW } as any,
  });
  expect(await agreements.of('user:default/ada')).toEqual([]);
});
