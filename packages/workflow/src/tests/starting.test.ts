import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { bindKey, defineRunKind, done, wait } from '../index';

describe('starting', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;

  const kind = defineRunKind<object, { looked: boolean }>({
    kind: 'work',
    supersedes: ['work'],
    steps: [
      {
        name: 'look',
        harmless: true,
        run: async ({ state }) =>
          state.looked
            ? done()
            : wait({
                every: { days: 1 },
                reason: 'soak time',
                output: { looked: true },
              }),
      },
      {
        name: 'act',
        run: async () => wait({ every: { days: 1 }, reason: 'sync' }),
      },
    ],
  });
  const approval = {
    digest: 'd',
    required: [{ id: 'leads', count: 1, fourEyes: true }],
  };

  beforeEach(async () => {
    workshop = await Workshop.open(databases);
  });
  afterEach(() => workshop.close());

  it('answers the first run to the same person with the same key, also when asked many times at once', async () => {
    const engines = [
      await workshop.idleEngine([kind]),
      await workshop.idleEngine([kind]),
    ];
    const asked = request({ idempotencyKey: bindKey('once', {}) });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => engines[i % 2].start(asked)),
    );
    expect(new Set(answers.map(({ run }) => run.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    const { created } = await engines[0].start({
      ...asked,
      requestedBy: 'user:default/bob',
    });
    expect(created).toBe(true);
  });

  it('lets one of many runs that start at once stand when newer ones supersede', async () => {
    const engine = await workshop.idleEngine([kind]);
    await Promise.all(Array.from({ length: 8 }, () => engine.start(request())));
    const { items } = await engine.list({ limit: 20 });
    expect(items.map(({ status }) => status).sort()).toEqual([
      'queued',
      ...Array(7).fill('superseded'),
    ]);
  });

  it('supersedes runs that have changed nothing, and leaves the one that has', async () => {
    const engine = await workshop.engine([kind]);
    const { run: acting } = await engine.start(request());
    await untilStatus(engine, acting, 'waiting');
    await engine.wake({ runIds: [acting.id] });
    await until('it acts', async () => {
      const { reason } = await engine.get(acting.id);
      return reason === 'sync';
    });
    const { run: unapproved } = await engine.start(request({ approval }));
    const { run: elsewhere } = await engine.start(
      request({ lockKey: 'shop@staging' }),
    );
    await untilStatus(engine, elsewhere, 'waiting');
    const { run: newer } = await engine.start(request());
    expect(await engine.get(unapproved.id)).toMatchObject({
      status: 'superseded',
      reason: `A newer run took its place: ${newer.id}`,
    });
    expect((await engine.get(acting.id)).endedAt).toBeUndefined();
    expect((await engine.get(elsewhere.id)).endedAt).toBeUndefined();
  });

  it('passes the lock of a superseded run to the one that took its place', async () => {
    const engine = await workshop.engine([kind]);
    const { run: soaking } = await engine.start(request());
    await untilStatus(engine, soaking, 'waiting');
    const { run: newer } = await engine.start(request());
    expect((await engine.get(soaking.id)).status).toBe('superseded');
    await untilStatus(engine, newer, 'waiting');
  });

  it('supersedes a run that was looking when the newer one came, once it comes to rest', async () => {
    let answer: (() => void) | undefined;
    const slow = defineRunKind({
      kind: 'work',
      supersedes: ['work'],
      steps: [
        {
          name: 'look',
          harmless: true,
          async run({ input }) {
            const held = new Promise<void>(resolve => {
              answer = resolve;
            });
            if (!('newer' in input)) await held;
            return wait({ every: { days: 1 }, reason: 'freeze' });
          },
        },
      ],
    });
    const engine = await workshop.engine([slow]);
    const { run: looking } = await engine.start(request());
    await untilStatus(engine, looking, 'running');
    const { run: newer } = await engine.start(
      request({ input: { newer: true } }),
    );
    expect((await engine.get(looking.id)).status).toBe('running');
    await until('it looks', async () => answer !== undefined);
    answer!();
    await untilStatus(engine, newer, 'waiting');
    expect(await engine.get(looking.id)).toMatchObject({
      status: 'superseded',
      reason: `A newer run took its place: ${newer.id}`,
    });
  });

  it('refuses a kind that nobody works on, and an id that is taken', async () => {
    const engine = await workshop.idleEngine([
      kind,
      defineRunKind({ ...kind, kind: 'other' }),
    ]);
    await expect(engine.start(request({ kind: 'none' }))).rejects.toThrow(
      'There is no run kind "none". Known: work, other',
    );
    const { run } = await engine.start(request());
    await expect(
      engine.start(request({ id: run.id, kind: 'other' })),
    ).rejects.toThrow(`The id "${run.id}" belongs to another run`);
  });
});
