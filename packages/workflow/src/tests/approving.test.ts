import { TestDatabases } from '@backstage/backend-test-utils';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { askAgain, defineRunKind, done, type Decision } from '../index';

describe('approving', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let workshop: Workshop;

  const kind = defineRunKind<{ digest: string }>({
    kind: 'work',
    steps: [
      {
        name: 'check',
        run: async ({ input, run }) =>
          run.approval && run.approval.digest !== input.digest
            ? askAgain({
                digest: input.digest,
                required: run.approval.required,
                reason: 'The target has changed',
              })
            : done(),
      },
    ],
  });
  const leads = { id: 'leads', count: 2, fourEyes: true };
  const owner = { id: 'owner', count: 1, fourEyes: false };

  function asking(digest = 'one') {
    return request({
      input: { digest: 'one' },
      approval: { digest, required: [leads, owner] },
    });
  }

  function approve(name: string, over: Partial<Decision> = {}): Decision {
    return {
      by: `user:default/${name}`,
      verdict: 'approved',
      digest: 'one',
      rules: ['leads'],
      ...over,
    };
  }

  beforeEach(async () => {
    workshop = await Workshop.open(databases);
  });
  afterEach(() => workshop.close());

  it('takes enough different persons under every rule', async () => {
    const engine = await workshop.engine([kind]);
    const { run } = await engine.start(asking());
    const decide = (decision: Decision) => engine.decide(run.id, decision);
    expect((await decide(approve('bob'))).status).toBe('awaiting-approval');
    expect((await decide(approve('bob'))).status).toBe('awaiting-approval');
    const cat = approve('cat', { rules: ['leads'] });
    expect((await decide(cat)).status).toBe('awaiting-approval');
    const last = approve('ann', { rules: ['owner'] });
    expect((await decide(last)).status).toBe('queued');
    await untilStatus(engine, run, 'succeeded');
    await expect(decide(approve('dan'))).rejects.toThrow(
      'awaits no approval: it is succeeded',
    );
  });

  it('does not let a requester approve where four eyes are asked for', async () => {
    const engine = await workshop.idleEngine([kind]);
    const { run } = await engine.start(asking());
    await expect(engine.decide(run.id, approve('ann'))).rejects.toThrow(
      'user:default/ann requested run',
    );
    const both = approve('ann', { rules: ['leads', 'owner'] });
    const decided = await engine.decide(run.id, both);
    expect(decided.approval?.decisions).toMatchObject([
      { by: 'user:default/ann', rules: ['owner'] },
    ]);
  });

  it('ends with the comment of one who rejects', async () => {
    const engine = await workshop.idleEngine([kind]);
    const { run } = await engine.start(asking());
    await engine.decide(run.id, approve('bob'));
    const ended = await engine.decide(
      run.id,
      approve('cat', { verdict: 'rejected', comment: 'Not before Monday' }),
    );
    expect(ended).toMatchObject({
      status: 'rejected',
      reason: 'Rejected by user:default/cat: Not before Monday',
    });
  });

  it('is void when what was shown changes, and nobody decides on something else than is asked', async () => {
    const engine = await workshop.idleEngine([kind]);
    const { run } = await engine.start(asking());
    await engine.decide(run.id, approve('bob'));
    const revised = await engine.revise(run.id, {
      digest: 'two',
      required: [owner],
      reason: 'A newer version',
      state: { version: '2' },
    });
    expect(revised).toMatchObject({
      status: 'awaiting-approval',
      state: { version: '2' },
      approval: { digest: 'two', decisions: [{ void: true }] },
    });
    const late = approve('cat', { rules: ['owner'] });
    await expect(engine.decide(run.id, late)).rejects.toThrow(
      'has changed since it was shown',
    );
    await expect(
      engine.decide(run.id, approve('cat', { digest: 'two' })),
    ).rejects.toThrow('must name some of owner, not "leads"');
    const ended = await engine.decide(run.id, { ...late, digest: 'two' });
    expect(ended.status).toBe('queued');
  });

  it('is asked for again by a step, and the lock goes on meanwhile', async () => {
    const engine = await workshop.engine([kind]);
    const approval = { digest: 'zero', required: [owner] };
    const { run } = await engine.start({ ...asking(), approval });
    const zero = approve('bob', { digest: 'zero', rules: ['owner'] });
    await engine.decide(run.id, zero);
    const again = await untilStatus(engine, run, 'awaiting-approval').then(() =>
      engine.get(run.id),
    );
    const { run: next } = await engine.start(
      request({ input: { digest: 'one' } }),
    );
    await untilStatus(engine, next, 'succeeded');
    const asked = await engine.get(again.id);
    expect(asked).toMatchObject({
      status: 'awaiting-approval',
      reason: 'The target has changed',
      approval: { digest: 'one', decisions: [{ void: true }] },
    });
    await engine.decide(run.id, { ...zero, digest: 'one' });
    await untilStatus(engine, run, 'succeeded');
  });
});
