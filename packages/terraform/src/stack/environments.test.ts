import fs from 'node:fs';
import path from 'node:path';
import {
  applyOn,
  describeRuns,
  planOn,
  Workshop,
} from '../__testUtils__/terraform';

let shop: Workshop;
let seen: string;
beforeEach(() => {
  shop = new Workshop({
    env: { GENERAL_TOKEN: 'general-secret', BOTH: 'general-both' },
    plainEnv: { REGION: 'here' },
    environments: {
      dev: { env: { CLOUD_TOKEN: 'dev-secret' } },
      prod: {
        env: { CLOUD_TOKEN: 'prod-secret', REGION: 'prod-region' },
        plainEnv: { BOTH: 'prod-both' },
      },
    },
  });
  seen = path.join(shop.root, 'seen');
});
afterEach(() => shop.remove());

/** The environment of a program that the apply runs, and what was told of that. */
async function environmentOf(environment?: string) {
  const source = shop.module(`
    resource "terraform_data" "a" {
      provisioner "local-exec" {
        command = "env > ${seen}; echo token $CLOUD_TOKEN in $REGION; exit 1"
      }
    }`);
  const stack = await shop.terraform.stack('shop', { environment });
  const { digest } = await planOn(stack, { ...shop.request('r1'), source });
  const ending = await applyOn(stack, { ...shop.request('r1'), digest });
  return {
    env: fs.readFileSync(seen, 'utf8'),
    told: ending.diagnostics[0].detail,
  };
}

describeRuns('credentials of an environment', () => {
  it('are seen by its runs, beside the general ones, and no others are', async () => {
    const { env, told } = await environmentOf('dev');
    expect(env).toContain('CLOUD_TOKEN=dev-secret');
    expect(env).toContain('GENERAL_TOKEN=general-secret');
    expect(env).not.toContain('prod-');
    expect(told).toContain('token *** in here');
  });

  it('stand above the general ones, and stay secrets', async () => {
    const { env, told } = await environmentOf('prod');
    expect(env).toContain('REGION=prod-region');
    expect(env).toContain('BOTH=prod-both');
    expect(env).not.toMatch(/dev-secret|general-both|REGION=here/);
    expect(told).toContain('token *** in ***');
  });

  it.each([undefined, 'unknown', 'constructor'])(
    'are not there for %s',
    async environment => {
      const { env } = await environmentOf(environment);
      expect(env).toContain('GENERAL_TOKEN=general-secret');
      expect(env).not.toMatch(/CLOUD_TOKEN|prod-|dev-/);
    },
  );
});
