import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const FINANCE = 'group:default/team-finance';
const CREDENTIALS = {
  environments: {
    dev: { env: { CLOUD_TOKEN: 'dev-secret' }, usableBy: ['team-finance'] },
    prod: { env: { CLOUD_TOKEN: 'prod-secret' } },
  },
};

let knex: Knex;
let platform: StacksTestPlatform;
let seen: string;
beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  seen = path.join(platform.root, 'seen');
  platform.module(
    'a',
    `variable "environment" { default = "" }
     resource "terraform_data" "a" {
       provisioner "local-exec" { command = "env > ${seen}" }
     }`,
  );
});
afterEach(() => platform.remove());

const start = (terraform: object = {}) => platform.start(knex, { terraform });
const person = (name: string) => platform.as(name, { byTemplate: false });
const runFolders = () => {
  const folder = path.join(platform.stateDir, 'shop/runs');
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
};

const ASKS_THE_OWNER = {
  ...{ name: 'production', effect: 'gate', message: 'It is production.' },
  when: 'stack.tier == "production" && stack.service == "component:default/checkout"',
  approvers: { by: 'environment-owner', fourEyes: true },
};

describeRuns(
  'the first run of a template, of which nothing is known yet',
  () => {
    it.each<[string, object]>([
      ['names an environment', { environment: 'prod' }],
      ['gives one as a variable', { variables: { environment: 'prod' } }],
    ])('asks who answers for it when it %s', async (_how, where) => {
      platform.policy([ASKS_THE_OWNER]);
      await start();
      const ada = platform.as('ada');
      const { id, plan } = await ada.plan({ ...where, service: 'checkout' });
      await ada.post(`/runs/${id}/apply`, { digest: plan!.digest });
      const [{ status, approval }] = await knex('workflow_runs');
      expect(status).toBe('awaiting-approval');
      expect(approval.required).toEqual([
        expect.objectContaining({ id: 'confirm' }),
        expect.objectContaining({ by: ['group:default/platform-team'] }),
      ]);
    });

    it('has the credentials of the environment that it names, to its end', async () => {
      await start(CREDENTIALS);
      const ada = platform.as('ada');
      const run = await ada.plan({ environment: 'dev', owner: FINANCE });
      // Whatever is said of the stack meanwhile.
      await person('ada').define('shop', {
        owner: FINANCE,
        environment: 'prod',
      });
      expect((await ada.apply(run)).status).toBe('succeeded');
      const env = fs.readFileSync(seen, 'utf8');
      expect(env).toContain('CLOUD_TOKEN=dev-secret');
    });
  },
);

describeRuns('a run that could not begin', () => {
  it('leaves nothing of what it was given', async () => {
    await start();
    await knex.schema.renameTable('stack_drafts', 'away');
    const secrets = { password: 'hunter2' };
    const { status } = await platform.as('ada').begin({ secrets });
    expect(status).toBe(500);
    expect(runFolders()).toEqual([]);
    expect(await knex('workflow_runs')).toEqual([]);
  });

  it('makes nobody the owner of a stack', async () => {
    await start();
    const ada = platform.as('ada');
    for (const wrong of [
      { module: { name: 'nope' } },
      { module: {} },
      { environment: 'pord' },
      { service: 'chekout' },
    ]) {
      expect((await ada.begin(wrong)).status).toBeGreaterThanOrEqual(400);
    }
    expect(await knex('stacks')).toEqual([]);
  });

  it('hands nothing on when another plan is meant than the one that was shown', async () => {
    await start();
    const ada = platform.as('ada');
    const run = await ada.plan();
    const digest = 'another';
    await ada.post(`/runs/${run.id}/apply`, { digest, owner: FINANCE });
    expect(await knex('stacks').pluck('owner')).toEqual(['user:default/ada']);
  });
});

describeRuns('credentials of an environment', () => {
  it('are for stacks of whom the platform names, and nothing is left of a run that was refused', async () => {
    await start(CREDENTIALS);
    const { body, status } = await platform
      .as('kwame')
      .begin({ environment: 'dev', secrets: { password: 'hunter2' } });
    expect(status).toBe(403);
    expect(body.error.message).toContain(
      'neither user:default/kwame nor who asks is among those who may use them: group:default/team-finance, group:default/platform-team',
    );
    expect(await knex('stacks')).toEqual([]);
    expect(runFolders()).toEqual([]);
    const ada = await platform.as('ada').plan({ environment: 'dev' });
    expect(ada.status).toBe('awaiting-approval');
  });

  it('are the environment’s owner’s where nobody is named', async () => {
    await start(CREDENTIALS);
    const byVariable = { variables: { environment: 'prod' } };
    expect((await platform.as('ada').begin(byVariable)).status).toBe(403);
    await person('ada').define('other', { environment: 'prod' });
    const defined = await person('ada').begins('other', { intent: 'dry-run' });
    expect(defined.status).toBe(403);
    const linus = await platform.as('linus').plan({ environment: 'prod' });
    expect(linus.status).toBe('awaiting-approval');
  });

  it('are had for a stack of one person as that person has them, also where a service asks', async () => {
    await start(CREDENTIALS);
    const score = platform.asService('plugin:score');
    const asked = { environment: 'dev', owner: 'user:default/ada' };
    expect((await score.plan(asked)).status).toBe('awaiting-approval');
    const ofKwame = { ...asked, stack: 'other', owner: 'user:default/kwame' };
    expect((await score.begin(ofKwame)).status).toBe(403);
  });

  it('are not had by an environment of the same name elsewhere', async () => {
    platform.entities.push({
      apiVersion: 'towpath.dev/v1alpha1',
      kind: 'Environment',
      metadata: { name: 'stage', namespace: 'team-identity' },
      spec: {
        ...{ owner: 'group:default/team-identity', tier: 'development' },
        type: 'kubernetes',
      },
    });
    await start({ environments: { stage: { env: { TOKEN: 'secret' } } } });
    const { body } = await platform.as('kwame').begin({ environment: 'stage' });
    expect(body.error.message).toContain(
      'There is no environment "stage" in the catalog. There are: dev, prod',
    );
  });
});
