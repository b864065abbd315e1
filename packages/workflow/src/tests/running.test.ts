import { TestDatabases } from '@backstage/backend-test-utils';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { defineRunKind, done } from '../index';

jest.setTimeout(60_000);

describe('a run', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await Workshop.open(databases);
  });
  afterEach(() => workshop.close());

  it('gives each step what the steps before it returned, and ends succeeded', async () => {
    const kind = defineRunKind<{ by: number }, { sum: number }>({
      kind: 'work',
      steps: [
        { name: 'first', run: async ({ input }) => done({ sum: input.by }) },
        {
          name: 'second',
          run: async ({ input, state }) => done({ sum: state.sum + input.by }),
        },
      ],
    });
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(request({ input: { by: 2 } }));
    const ended = await untilStatus(engine, run, 'succeeded');
    expect(ended.state).toEqual({ sum: 4 });
    expect(ended.steps.map(({ name, status }) => [name, status])).toEqual([
      ['first', 'done'],
      ['second', 'done'],
    ]);
  });
});
