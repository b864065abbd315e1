import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { TestTask } from '@towpath/template-kit/testUtils';
import { describeRuns } from '../__testUtils__/describeRuns';
import { StackPortal } from '../__testUtils__/StackPortal';
import { createApplyAction } from '../actions/apply';
import { createDestroyAction } from '../actions/destroy';
import { createOutputAction } from '../actions/output';
import { createPlanAction } from '../actions/plan';
import type { StackServices } from './StackClient';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const FINANCE = 'group:default/team-finance';
const NOT_THEIRS =
  'The stack "shop-dev" belongs to group:default/team-finance, as user:default/ada said, and user:default/kwame is not of it';

let root: string;
let knex: Knex;
let portal: StackPortal;
let stacks: StackServices;
let tasks: TestTask[] = [];

beforeEach(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-owner-'));
  const module = path.join(root, 'modules/a');
  fs.mkdirSync(module, { recursive: true });
  fs.writeFileSync(
    path.join(module, 'main.tf'),
    'resource "terraform_data" "a" {}\noutput "a" { value = 1 }',
  );
  knex = await databases.init('POSTGRES_18');
  portal = await StackPortal.start({
    knex,
    stateDir: path.join(root, 'stacks'),
    terraform: { modulesDir: path.join(root, 'modules') },
  });
  stacks = portal.services;
});
afterEach(async () => {
  await portal.stop();
  tasks.forEach(task => task.remove());
  tasks = [];
  fs.rmSync(root, { recursive: true });
});

type More = { owner?: string; anyOwner?: boolean; isDryRun?: boolean };

/** Somebody runs a template that plans, applies or destroys. */
function as(name: string) {
  const task = new TestTask(`task-${tasks.length}`, `user:default/${name}`);
  tasks.push(task);
  const input = ({ isDryRun, ...more }: More = {}) => ({
    stack: 'shop-dev',
    module: 'a',
    ...more,
  });
  const plan = (more: More = {}) =>
    task.run(createPlanAction(stacks), input(more), {
      isDryRun: more.isDryRun,
    });
  const apply = (planned: Record<string, any>, more: More = {}) =>
    task.run(createApplyAction(stacks), {
      stack: 'shop-dev',
      plan: planned.plan,
      digest: planned.digest,
      ...more,
    });
  return {
    plan,
    apply,
    make: async (more: More = {}) => apply(await plan(more), more),
    destroy: (more: More = {}) =>
      task.run(createDestroyAction(stacks), input(more)),
    output: () => task.run(createOutputAction(stacks), { stack: 'shop-dev' }),
  };
}

async function ownerOf() {
  const own = await stacks.auth.getOwnServiceCredentials();
  const found = await stacks.stacks.as(own).stacks();
  return found.items.find(({ key }) => key === 'shop-dev')?.owner;
}

describeRuns('a stack that a template names', () => {
  it('is changed by nobody of another team', async () => {
    await as('ada').make({ owner: FINANCE });
    const kwame = as('kwame');

    await expect(kwame.plan()).rejects.toThrow(NOT_THEIRS);
    await expect(kwame.destroy()).rejects.toThrow(NOT_THEIRS);
    await expect(kwame.plan({ isDryRun: true })).rejects.toThrow(NOT_THEIRS);
    const planned = await as('ada').plan();
    await expect(kwame.apply(planned)).rejects.toThrow(NOT_THEIRS);
  });

  it('is changed by others of the team, and by the platform team', async () => {
    await as('ada').make({ owner: FINANCE });
    await as('grace').make();
    await as('linus').make();

    expect(await ownerOf()).toBe(FINANCE);
  });

  it('belongs to who made it where no team is named', async () => {
    await as('ada').make();

    await expect(as('grace').plan()).rejects.toThrow(
      'belongs to user:default/ada',
    );
  });

  it('is given to no team by somebody who is not of it', async () => {
    await expect(as('kwame').plan({ owner: FINANCE })).rejects.toThrow(
      'owner is group:default/team-finance, and user:default/kwame is not of it',
    );
    expect(await ownerOf()).toBeUndefined();
  });

  it('is taken from its team by nobody who names another owner', async () => {
    await as('ada').make({ owner: FINANCE });

    await expect(
      as('kwame').plan({ owner: 'user:default/kwame' }),
    ).rejects.toThrow(NOT_THEIRS);
    expect(await ownerOf()).toBe(FINANCE);
  });

  it('is handed on by its owner', async () => {
    await as('ada').make();
    await as('ada').make({ owner: 'team-finance' });

    expect(await ownerOf()).toBe(FINANCE);
  });

  it('belongs to one of two who begin it at once', async () => {
    const both = await Promise.allSettled([
      as('ada').plan(),
      as('kwame').plan(),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });

  it('is nobody’s again once all in it is deleted', async () => {
    await as('ada').make();
    await as('ada').destroy();

    await as('kwame').make();
    expect(await ownerOf()).toBe('user:default/kwame');
  });

  it('stays nobody’s after a dry run', async () => {
    await as('kwame').plan({ isDryRun: true });

    expect(await ownerOf()).toBeUndefined();
  });

  it('is changed by anybody where the template answers for it', async () => {
    await as('ada').make({ owner: FINANCE });
    await as('kwame').make({ anyOwner: true });

    expect(await ownerOf()).toBe(FINANCE);
  });

  it('is read by everybody', async () => {
    await as('ada').make({ owner: FINANCE });

    expect(await as('kwame').output()).toMatchObject({ outputs: { a: 1 } });
  });

  it.each(['', 'group:', 'group:default/'])(
    'belongs to nobody called %j',
    async owner => {
      await expect(as('ada').plan({ owner })).rejects.toThrow(
        `owner is "${owner}", which names nobody`,
      );
    },
  );

  describe('from before owners were noted', () => {
    const forget = () => knex('stacks').delete();

    it.each(['made', 'planned'])('is taken over by nobody: %s', async how => {
      const ada = as('ada');
      await (how === 'made' ? ada.make() : ada.plan());
      await forget();

      await expect(as('kwame').plan()).rejects.toThrow(
        'was made before it was noted whose a stack is. A platform engineer says so',
      );
    });

    it('is given to its team by the platform team', async () => {
      await as('ada').make();
      await forget();
      await as('linus').plan({ owner: FINANCE });

      await as('grace').make();
      expect(await ownerOf()).toBe(FINANCE);
    });
  });
});
