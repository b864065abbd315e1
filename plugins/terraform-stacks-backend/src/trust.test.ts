import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { describeRuns } from './__testUtils__/describeRuns';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let platform: StacksTestPlatform;
let seen: string;
beforeEach(() => {
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

const start = async (terraform: object) =>
  platform.start(await databases.init('POSTGRES_18'), { terraform });

describeRuns('a run', () => {
  it('is refused for good what the platform does not allow its module', async () => {
    const other = { module: 'platform:b', provisioners: true };
    await start({ trust: { allow: [other] } });
    const run = await platform.as('ada').plan();
    expect(run.status).toBe('failed');
    expect(run.reason).toMatch(
      /main\.tf:3: terraform_data\.a has the provisioner "local-exec".*\{module: "platform:a", provisioners: true\}/s,
    );
  });

  it('has the credentials of the environment of its stack, and no others', async () => {
    await start({
      env: { GENERAL: 'general-secret' },
      environments: {
        dev: { env: { CLOUD_TOKEN: 'dev-secret' }, usableBy: ['*'] },
        prod: { env: { CLOUD_TOKEN: 'prod-secret' } },
      },
    });
    const ada = platform.as('ada', { byTemplate: false });
    await ada.define('shop', {
      ...{ owner: 'group:default/team-finance', environment: 'dev' },
    });
    // What a template says is no way to those of another one.
    const byTemplate = platform.as('ada');
    const variables = { environment: 'prod' };
    const run = await byTemplate.plan({ stack: 'shop', variables });
    expect((await byTemplate.apply(run)).status).toBe('succeeded');
    const env = fs.readFileSync(seen, 'utf8');
    expect(env).toContain('CLOUD_TOKEN=dev-secret');
    expect(env).toContain('GENERAL=general-secret');
    expect(env).not.toContain('prod-secret');
  });
});
