import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let platform: StacksTestPlatform;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module(
    'a',
    `variable "secret" {
       sensitive = true
       default = "hush-hush"
     }
     resource "terraform_data" "a" { input = { size = "large", key = var.secret } }`,
  );
});
afterEach(() => platform.remove());

const LARGE =
  'plan.resources.exists(r, r.attributes.exists(a, a.path == "input.size" && a.after.value == "large"))';

const large = (rule: object) => ({
  ...{ name: 'large', when: LARGE, message: '${stack.key} would be large.' },
  ...rule,
});
const ASKS = {
  effect: 'gate',
  approvers: { by: 'group:default/platform-team', fourEyes: true },
};

const spoken = () => knex('policy_hits').select('rule', 'effect', 'hits');

describeRuns('rules about a plan of Terraform', () => {
  it('refuse it in their own words, and nothing is applied', async () => {
    platform.policy([large({ effect: 'deny' })]);
    await platform.start(knex);
    const ended = await platform.as('ada').plan();
    expect(ended).toMatchObject({
      ...{ status: 'failed', reason: 'shop would be large.' },
      plan: { changes: true },
      verdicts: [{ policy: 'stacks', rule: 'large', effect: 'deny' }],
    });
    expect(await spoken()).toEqual([
      { rule: 'large', effect: 'deny', hits: 1 },
    ]);
  });

  it('have somebody else agree, beside who confirms it', async () => {
    platform.policy([large(ASKS)]);
    await platform.start(knex);
    const { id, plan, verdicts } = await platform.as('ada').plan();
    expect(verdicts).toMatchObject([{ rule: 'large', effect: 'gate' }]);
    await platform
      .as('ada')
      .post(`/runs/${id}/apply`, { digest: plan!.digest });
    const { status } = (await platform.as('ada').get(`/runs/${id}`)).body;
    expect(status).toBe('awaiting-approval');
    const [{ approval }] = await knex('workflow_runs').select('approval');
    expect(approval.required).toEqual([
      expect.objectContaining({ id: 'confirm' }),
      {
        ...{ id: 'stacks/large', count: 1, fourEyes: true },
        by: ['group:default/platform-team'],
      },
    ]);
    expect(await spoken()).toEqual([
      { rule: 'large', effect: 'gate', hits: 1 },
    ]);
  });

  it('have somebody else agree than the person for whom Score asks', async () => {
    platform.policy([
      large(ASKS),
      large({
        ...{ name: 'who', effect: 'allow', message: '${requestedBy} asks.' },
        when: 'requestedBy == "user:default/linus"',
      }),
    ]);
    await platform.start(knex);
    const score = platform.asService('plugin:score');
    const { id, plan, verdicts } = await score.plan({
      ...{ owner: 'group:default/team-finance', task: 'Score, it' },
      onBehalfOf: 'user:default/linus',
    });
    expect(verdicts).toContainEqual(
      expect.objectContaining({ message: 'user:default/linus asks.' }),
    );
    await score.post(`/runs/${id}/apply`, { digest: plan!.digest });
    const [run] = await knex('workflow_runs');
    expect(run).toMatchObject({
      ...{ requested_by: 'user:default/linus', status: 'awaiting-approval' },
      input: { by: 'task Score, it of user:default/linus' },
    });
    // What it has begun it ends itself, whose name ever it bears.
    const ended = await score.post(`/runs/${id}/cancel`, { reason: 'Anew' });
    expect(ended.body.status).toBe('cancelled');
  });

  it('see no secret, and say of what only looks what they would say', async () => {
    platform.policy([
      large({
        when: 'plan.resources.exists(r, r.attributes.exists(a, has(a.after.sensitive)))',
        ...{ effect: 'deny', message: '${plan}' },
      }),
    ]);
    await platform.start(knex);
    const looked = await platform.as('ada').plan({ intent: 'dry-run' });
    expect(looked.status).toBe('succeeded');
    expect(looked.verdicts).toMatchObject([{ rule: 'large', effect: 'deny' }]);
    const rows = await Promise.all(
      ['workflow_runs', 'workflow_log', 'policy_hits'].map(one => knex(one)),
    );
    expect(JSON.stringify(rows)).not.toContain('hush-hush');
    expect(await spoken()).toEqual([]);
  });

  it('deny when they cannot be evaluated', async () => {
    platform.policy([large({ when: 'plan.nope > 1', effect: 'allow' })]);
    await platform.start(knex);
    const ended = await platform.as('ada').plan();
    expect(ended.status).toBe('failed');
    expect(ended.reason).toContain('cannot be evaluated');
  });
});
