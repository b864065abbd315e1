import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  LEADS,
  ScoreTestPlatform,
  ShelfDriver,
  TEAM,
  shelfDefinition,
} from '@towpath/plugin-score-backend/testUtils';
import { TestTask } from '@towpath/template-kit/testUtils';
import { until } from '@towpath/test-kit';
import { askPlatform } from '../__testUtils__/askPlatform';
import type { ScoreServices } from '../score/ScoreClient';
import { createAddResourceAction } from './addResource';
import { createDeleteAction } from './delete';
import { createPlanAction } from './plan';
import { createProvisionAction } from './provision';
import { createRenderAction } from './render';
import { createValidateAction } from './validate';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SHELF = shelfDefinition();

const POLICY = `
name: production
appliesTo: [provisioning]
rules:
  - name: production
    when: environment.tier == "production"
    effect: gate
    message: The leads look at what comes to production.
    approvers: { by: owner-leads, fourEyes: true }
`;

const score = (host = 'host') => `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      SHELF: \${resources.shelf.${host}}
      PASSWORD: \${resources.shelf.password}
resources:
  shelf:
    type: shelf
`;

const driver = new ShelfDriver();
let platform: ScoreTestPlatform;
let services: ScoreServices;
const tasks: TestTask[] = [];

beforeAll(async () => {
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelf.yaml': SHELF },
    policies: { 'production.yaml': POLICY },
    people: { ada: [TEAM], grace: [TEAM, LEADS] },
  });
  services = askPlatform(platform);
  await platform.createRepository(score());
  await platform.createApplication('dev');
  await platform.createApplication('prod');
});
afterAll(async () => {
  tasks.forEach(one => one.remove());
  await platform?.stop();
});
afterEach(() => {
  driver.failure = undefined;
});

function newTask(person = 'ada'): TestTask {
  const task = new TestTask(`task-${tasks.length}`, `user:default/${person}`);
  tasks.push(task);
  return task;
}

const DEV = { service: 'shop', environment: 'dev' };
const PROD = { service: 'shop', environment: 'prod' };

describe('a Score file of the workspace', () => {
  const withFile = (text: string) => {
    const task = newTask();
    fs.writeFileSync(path.join(task.workspacePath, 'score.yaml'), text);
    return task;
  };

  it('ends the step at the line that is wrong, with what to do about it', async () => {
    await expect(
      withFile(score('hots')).run(createValidateAction(services), {
        ...{ path: 'score.yaml', ...DEV },
      }),
    ).rejects.toThrow(/score\.yaml:9.*did you mean host/);
  });

  it('is looked for nowhere but in the workspace', async () => {
    await expect(
      newTask().run(createValidateAction(services), { path: '../../etc/x' }),
    ).rejects.toThrow(/not allowed/i);
    await expect(
      newTask().run(createValidateAction(services), { path: 'absent.yaml' }),
    ).rejects.toThrow('path "absent.yaml" cannot be read');
  });

  it('is rendered for a service that the catalog does not know yet', async () => {
    const task = withFile(score().replace('name: shop', 'name: newcomer'));
    const { manifests } = await task.run(createRenderAction(services), {
      path: 'score.yaml',
      environment: 'dev',
      targetPath: 'gitops/dev/manifests.yaml',
    });
    expect(manifests).toContain('kind: Deployment');
    expect(manifests).toContain('(known after it is provided)');
    expect(
      fs.readFileSync(
        path.join(task.workspacePath, 'gitops/dev/manifests.yaml'),
        'utf8',
      ),
    ).toBe(manifests);
  });

  it('is planned to be looked at, and cannot be provided', async () => {
    const task = withFile(score());
    const planned = await task.run(createPlanAction(services), {
      ...{ ...DEV, path: 'score.yaml' },
    });
    expect(planned).toMatchObject({ changes: true, summary: '1 to create' });
    await expect(
      task.run(createProvisionAction(services), {
        ...{ ...DEV, planId: planned.planId, digest: planned.digest },
      }),
    ).rejects.toThrow('a text that is in no repository');
  });
});

describe('a service', () => {
  it('is refused to who may not, with nothing done', async () => {
    await expect(
      newTask('mallory').run(createPlanAction(services), DEV),
    ).rejects.toThrow('score.resource.read');
    await expect(
      newTask('mallory').run(createProvisionAction(services), DEV),
    ).rejects.toThrow('score.resource.read');
    expect(driver.made).toBe(0);
  });

  it('that the catalog does not know is waited for, and then said to be missing', async () => {
    const task = newTask();
    await expect(
      task.run(createPlanAction(services), {
        ...{ service: 'absent', environment: 'dev', knownWithinSeconds: 0 },
      }),
    ).rejects.toThrow(
      /component:default\/absent is not in the catalog.*waited/s,
    );
  });

  it('is not waited for where the environment is unknown', async () => {
    await expect(
      newTask().run(createPlanAction(services), {
        ...{ service: 'shop', environment: 'moon' },
      }),
    ).rejects.toThrow('There is no environment "moon"');
  });

  it('is only looked at in a dry run', async () => {
    const task = newTask();
    await task.run(createProvisionAction(services), DEV, { isDryRun: true });
    expect(task.log.join('\n')).toContain('create shelf (shelf)');
    expect(driver.made).toBe(0);
  });

  // A golden path makes the service and then provides what it needs: its dry run has nothing to look at.
  it('sees nothing in a dry run of a service that an earlier step would make', async () => {
    const task = newTask();
    const place = { service: 'not-yet-there', environment: 'dev' };
    const dry = { isDryRun: true };
    const plan = await task.run(createPlanAction(services), place, dry);
    expect(plan).toMatchObject({ planId: '', changes: false });
    const { planId, digest } = plan;
    const input = { ...place, planId, digest };
    await task.run(createProvisionAction(services), input, dry);
    expect(task.log.join('\n')).toContain(
      'the portal does not know not-yet-there, so what it needs in dev cannot be seen',
    );
  });

  it('has its failure told once, and goes on where it failed when the step is tried again', async () => {
    driver.failure = Object.assign(new Error('the room is full'), {
      name: 'ConflictError',
    });
    const task = newTask();
    const planned = await task.run(createPlanAction(services), DEV);
    const { planId, digest } = planned;
    const provision = () =>
      task.run(createProvisionAction(services), { ...DEV, planId, digest });
    await expect(provision()).rejects.toThrow('the room is full');
    driver.failure = undefined;

    const { runId, resources, url } = await provision();
    expect(task.log).toContain(
      'It has failed before; going on at the step that failed',
    );
    expect(resources).toEqual([
      {
        ...{ name: 'shelf', type: 'shelf', class: 'default' },
        status: 'provided',
        outputs: { host: 'shelf', size: expect.any(Number) },
        secrets: ['password'],
      },
    ]);
    expect(url).toBe(`http://portal/runs/${runId}`);
    expect(driver.made).toBe(1);
    expect((await provision()).runId).toBe(runId);
    expect(driver.made).toBe(1);
  });

  it('that has all it needs is left alone, and what it has is given out', async () => {
    const done = await newTask().run(createProvisionAction(services), DEV);
    expect(done).toMatchObject({ runId: '', resources: [{ name: 'shelf' }] });
  });

  it('waits for approval, says for whom, and goes on once it is given', async () => {
    const task = newTask();
    const ended = task.run(createProvisionAction(services), PROD);
    await until(
      'the log says who is asked',
      async () => task.log.join('\n'),
      text => text.includes(`Waiting for approval: ${LEADS}, not who asks`),
    );
    const { body } = await platform
      .as('grace')
      .get('/runs/runs?status=awaiting-approval');
    const [{ id, approval }] = body.items;
    await platform
      .as('grace')
      .post(`/runs/runs/${id}/approve`, { digest: approval.digest });
    expect(await ended).toMatchObject({ runId: id });
  });

  it('keeps what its file still asks for, and loses what was named once it does not', async () => {
    const remove = () =>
      newTask().run(createDeleteAction(services), {
        ...{ ...DEV, resources: ['shelf'] },
      });
    await expect(remove()).rejects.toThrow('still asks for shelf');
    expect(driver.shelves.size).toBe(2);

    await platform.writeScore(
      'apiVersion: score.dev/v1b1\nmetadata: { name: shop }\ncontainers: { shop: { image: . } }\n',
    );
    expect(await remove()).toMatchObject({ deleted: ['shelf'] });
    expect(driver.shelves.size).toBe(1);
    expect(await remove()).toMatchObject({ deleted: [] });
  });

  it('asks for one more in its own file, once, and only by who may provide it', async () => {
    const asked = {
      ...{ ...DEV, name: 'rack', type: 'shelf', params: { size: 2 } },
    };
    await expect(
      newTask('mallory').run(createAddResourceAction(services), asked),
    ).rejects.toThrow('score.provision.create');
    const task = newTask();
    const add = () => task.run(createAddResourceAction(services), asked);
    expect(await add()).toMatchObject({
      changed: true,
      commitUrl: expect.stringContaining('/commit/'),
    });
    expect(await add()).toMatchObject({ changed: false });
    const planned = await task.run(createPlanAction(services), DEV);
    expect(planned.difference).toContain('create rack (shelf)');
    await expect(
      newTask().run(createAddResourceAction(services), {
        ...{ ...asked, name: 'board', type: 'blackboard' },
      }),
    ).rejects.toThrow('type "blackboard" of class "default" is provided by');
  });
});
