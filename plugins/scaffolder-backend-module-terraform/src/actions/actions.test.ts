import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { TestTask } from '@towpath/template-kit/testUtils';
import { describeRuns } from '../__testUtils__/describeRuns';
import { StackPortal } from '../__testUtils__/StackPortal';
import { packModule } from '../stacks/packModule';
import type { StackServices } from '../stacks/StackClient';
import { createApplyAction } from './apply';
import { createDestroyAction } from './destroy';
import { createDriftAction } from './drift';
import { createImportAction } from './import';
import { createOutputAction } from './output';
import { createPlanAction } from './plan';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: StackPortal;
let stateDir: string;
let stacks: StackServices;
let task: TestTask;

async function startPortal(terraform: object = {}) {
  portal = await StackPortal.start({
    knex: await databases.init('POSTGRES_18'),
    terraform,
  });
  stateDir = portal.stateDir;
  stacks = portal.services;
}

beforeEach(async () => {
  await startPortal();
  task = new TestTask('task-1');
});
afterEach(async () => {
  await portal.stop();
  fs.rmSync(stateDir, { recursive: true, force: true });
  task.remove();
});

const NETWORK = {
  stack: 'shop-dev',
  module: 'sandbox-network',
  environment: 'dev',
  variables: { name: 'shop', seconds: 0 },
};
const plan = (input: object = NETWORK, more: object = {}) =>
  task.run(createPlanAction(stacks), input, more);
const apply = (planned: Record<string, any>, more: object = {}) =>
  task.run(
    createApplyAction(stacks),
    { stack: 'shop-dev', plan: planned.plan, digest: planned.digest },
    more,
  );

describeRuns('with the real program', () => {
  it('shows the difference, applies it, tells progress and outputs, and deletes it', async () => {
    const planned = await plan();
    expect(planned).toMatchObject({ changes: true, summary: '4 to create' });
    expect(planned.difference).toContain('### Create (4)');
    expect(task.log).toContain('    + input.range: "10.20.0.0/16"');
    expect(
      fs.existsSync(path.join(stateDir, 'shop-dev/terraform.tfstate')),
    ).toBe(false);

    const { outputs } = await apply(planned);
    expect(outputs.subnets).toEqual({ a: '10.20.0.0/24', b: '10.20.1.0/24' });
    expect(task.log.join('\n')).toMatch(
      /terraform_data\.vpc: created after \d+ s/,
    );
    expect(
      await task.run(createOutputAction(stacks), { stack: 'shop-dev' }),
    ).toMatchObject({ outputs: { subnets: { a: '10.20.0.0/24' } } });

    const destroyed = await task.run(createDestroyAction(stacks), NETWORK);
    expect(destroyed.deleted).toBe(4);
    expect(task.log).toContain('Delete (4)');
  });

  it('takes over what exists once it was shown, and looks for drift', async () => {
    await apply(await plan());
    const imports = [{ address: 'terraform_data.vpc', id: 'by-hand' }];
    const input = { stack: 'shop-dev', imports };
    // It is in the stack already, so that there is nothing to take over.
    const planned = await task.run(createImportAction(stacks), input);
    expect(planned).toMatchObject({ changes: false });
    const seen = await task.run(createDriftAction(stacks), {
      stack: 'shop-dev',
    });
    expect(seen).toEqual({
      status: 'in-sync',
      summary: 'Nothing was changed outside of Terraform',
      changes: [],
    });
  });

  it('does nothing twice when the task starts again', async () => {
    const first = await plan();
    const applied = await apply(first);
    const second = await plan();
    expect(second).toEqual(first);
    expect(await apply(second)).toEqual(applied);

    // Also without what the scaffolder remembers.
    task = new TestTask('task-1');
    expect(await apply(await plan())).toEqual(applied);
    expect(task.log).toContain(
      'This apply has ended before; it is not begun again',
    );
  });

  it('tells an ending that nobody saw, and plans anew only when a person tries again', async () => {
    const folder = path.join(task.workspacePath, 'module');
    fs.mkdirSync(folder);
    const works = path.join(task.workspacePath, 'works');
    fs.writeFileSync(
      path.join(folder, 'main.tf'),
      `resource "terraform_data" "a" {
       provisioner "local-exec" { command = "test -e ${works}" }
     }`,
    );
    const input = { stack: 'shop-dev', path: 'module' };
    const planned = await plan(input);
    // The task that began it is gone before it could say how it ended.
    const { auth, stacks: service } = stacks;
    const api = service.as(await task.credentials());
    await api.apply(planned.plan, { digest: planned.digest });
    const own = service.as(await auth.getOwnServiceCredentials());
    await until('it has ended', async () => {
      const { status } = await own.look(planned.plan);
      return status === 'failed';
    });

    const again = await plan(input);
    expect(again.plan).toBe(planned.plan);
    await expect(apply(again)).rejects.toThrow(
      'Terraform ended with an error. failed: terraform_data.a (create)',
    );

    await expect(apply(again)).rejects.toThrow(
      'A plan is applied once; start the template over to plan anew',
    );

    fs.writeFileSync(works, '');
    const next = await plan(input);
    expect(next.plan).not.toBe(planned.plan);
    expect(next.summary).toBe('1 to replace');
    await apply(next);
  });

  it('refuses a plan that has become stale', async () => {
    const planned = await plan();
    const other = new TestTask('task-2');
    const theirs = await other.run(createPlanAction(stacks), NETWORK);
    await other.run(createApplyAction(stacks), {
      stack: 'shop-dev',
      plan: theirs.plan,
      digest: theirs.digest,
    });
    other.remove();
    await expect(apply(planned)).rejects.toThrow(
      'The stack has changed since this plan was made. Plan anew and look at the difference again',
    );
  });

  it('keeps secrets out of the log, the outputs and the errors', async () => {
    const input = {
      stack: 'shop-dev',
      module: 'sandbox-database',
      environment: 'dev',
      variables: { name: 'orders' },
      secrets: { admin_password: 'adminPassword' },
    };
    const secrets = { adminPassword: 's3cret-of-ada' };
    const planned = await plan(input, { secrets });
    const applied = await apply(planned, { secrets });
    expect(applied.secretOutputs).toEqual({
      user_password: 'terraform:shop-dev/user_password',
    });
    const state = fs.readFileSync(
      path.join(stateDir, 'shop-dev/terraform.tfstate'),
      'utf8',
    );
    const made = JSON.parse(state).outputs.user_password.value;
    const told = JSON.stringify([task.log, planned, applied]);
    expect(told).not.toContain('s3cret-of-ada');
    expect(told).not.toContain(made);
    await expect(plan(input)).rejects.toThrow(
      'secrets.admin_password is "adminPassword", and this task has no such secret',
    );
  });

  it('hands on outputs whole, though a credential or a sensitive output says the same', async () => {
    const folder = path.join(task.workspacePath, 'module');
    fs.mkdirSync(folder);
    fs.writeFileSync(
      path.join(folder, 'main.tf'),
      `output "endpoint" { value = "db.eu-central-1.example" }
       output "host" { value = "orders-host" }
       output "access" {
         value     = { host = "orders-host", password = "s3cret-of-orders" }
         sensitive = true
       }`,
    );
    await portal.stop();
    await startPortal({ env: { AWS_REGION: 'eu-central-1' } });
    const planned = await plan({ stack: 'shop-dev', path: 'module' });
    const applied = await apply(planned);
    expect(applied).toEqual({
      outputs: { endpoint: 'db.eu-central-1.example', host: 'orders-host' },
      secretOutputs: { access: 'terraform:shop-dev/access' },
    });
    expect(
      await task.run(createOutputAction(stacks), { stack: 'shop-dev' }),
    ).toEqual(applied);
    // Who reads along cannot know which of them the module declares.
    expect(task.log.join('\n')).toContain('+ endpoint: "db.***.example"');
  });

  it('names the modules there are', async () => {
    await expect(
      plan({ stack: 'shop-dev', module: '../secrets' }),
    ).rejects.toThrow(
      /There is no module "..\/secrets" of the platform. There are: bucket, postgres, /,
    );
  });

  it('only plans in a dry run, and keeps nothing', async () => {
    const planned = await plan(NETWORK, { isDryRun: true });
    expect(planned).toMatchObject({
      summary: '4 to create',
      digest: 'dry-run',
    });
    await apply(planned, { isDryRun: true });
    expect(task.log).toContain(
      'Dry run: would apply this plan to the stack "shop-dev"',
    );
    expect(
      fs.existsSync(path.join(stateDir, 'shop-dev/terraform.tfstate')),
    ).toBe(false);
  });

  it('ends in good order when it is cancelled', async () => {
    const planned = await plan({
      ...NETWORK,
      variables: { name: 'shop', seconds: 60 },
    });
    const cancelled = new AbortController();
    const applying = apply(planned, { signal: cancelled.signal });
    await until('it is being created', () =>
      task.log.join().includes('being created'),
    );
    cancelled.abort(new Error('cancelled by a person'));
    await expect(applying).rejects.toThrow('cancelled by a person');
    expect(task.log.join('\n')).toContain(
      'It was stopped; what had begun was brought to an end',
    );
  });

  it('waits for the task that works on the stack, and says for whom', async () => {
    const gate = path.join(task.workspacePath, 'gate');
    const folder = path.join(task.workspacePath, 'module');
    fs.mkdirSync(folder);
    fs.writeFileSync(
      path.join(folder, 'main.tf'),
      `resource "terraform_data" "a" {
         provisioner "local-exec" {
           command = "until test -e ${gate}; do sleep 0.1; done"
         }
       }`,
    );
    const planned = await plan({ stack: 'shop-dev', path: 'module' });
    const applying = apply(planned);
    await until('it is being created', () =>
      task.log.join().includes('being created'),
    );
    const second = new TestTask('task-2');
    const planSecond = (more: object = {}) =>
      second.run(createPlanAction(stacks), { ...NETWORK, ...more });
    await expect(planSecond({ timeout: { seconds: 0.1 } })).rejects.toThrow(
      /The stack "shop-dev" is in use: task task-1.* an apply/,
    );
    const planning = planSecond();
    await until('it says for whom it waits', () =>
      /Waiting: task task-1.*an apply/.test(second.log.join('\n')),
    );
    fs.writeFileSync(gate, '');
    await applying;
    await planning;
    second.remove();
  });
});

it('leaves the workspace for no module, and takes one', () => {
  const find = (input: object) => packModule(input, task.workspacePath);
  expect(find({ module: 'a' })).toEqual({ name: 'a' });
  expect(() => find({ path: '../elsewhere' })).toThrow();
  expect(() => find({ path: 'nowhere' })).toThrow(
    'There is no folder of a module at nowhere',
  );
  expect(() => find({})).toThrow('Give either module');
  expect(() => find({ module: 'a', path: 'b' })).toThrow('Give either module');
});
