import fs from 'node:fs';
import path from 'node:path';
import { ServedGit } from '@towpath/test-kit';
import { describeRuns, planOn, Workshop } from '../__testUtils__/terraform';
import { describeEvent } from '../events/describeEvent';
import type { TrustPolicy } from '../trust/types';

const PROGRAM = (seen: string) => `
resource "terraform_data" "a" {
  provisioner "local-exec" {
    command = "touch ${seen}"
  }
}`;

let shop: Workshop;
let seen: string;
beforeEach(() => trusting({}));
afterEach(() => shop.remove());

function trusting(trust: TrustPolicy) {
  shop?.remove();
  shop = new Workshop({ trust });
  seen = path.join(shop.root, 'seen');
}

async function plan(source: string, more: object = {}) {
  const stack = await shop.terraform.stack('shop');
  return planOn(stack, { ...shop.request('r1'), source, ...more });
}

const told = () => shop.events.flatMap(one => describeEvent(one) ?? []);

describeRuns('a module that is not trusted', () => {
  it('is refused before Terraform is asked for anything', async () => {
    const stack = await shop.terraform.stack('shop');
    stack.prepare({
      ...shop.request('r1'),
      source: shop.module(PROGRAM(seen)),
    });
    await expect(stack.plan('r1')).rejects.toThrow(
      /main\.tf:3: terraform_data\.a has the provisioner "local-exec"/,
    );
    const commands = path.join(shop.runFolder('shop', 'r1'), 'commands');
    expect(fs.existsSync(commands)).toBe(false);
  });

  it('is trusted for where the platform has it from', async () => {
    trusting({ allow: [{ module: 'platform:a', provisioners: true }] });
    const source = shop.module(PROGRAM(seen));
    await expect(plan(source)).rejects.toThrow('provisioners');
    const { digest } = await plan(source, { origin: 'platform:a' });
    expect(digest).toBeDefined();
  });

  it('puts its warnings into what is told', async () => {
    const source = shop.module(
      'provider "terraform" {\n  token = "in-clear"\n}',
    );
    await plan(source).catch(() => undefined);
    expect(told()).toContainEqual(
      expect.stringContaining('token of the provider "terraform" stands'),
    );
  });
});

describeRuns('a module that init fetches', () => {
  let git: ServedGit;
  beforeEach(async () => {
    git = await ServedGit.start();
    trusting({ modules: [`http://${git.host}/platform/*`] });
  });
  afterEach(() => git.stop());

  const call = (ref: string, folder = '') =>
    shop.module(
      `module "m" {\n  source = "git::${git.url}${folder}?ref=${ref}"\n}`,
    );

  it('is read before anything of it runs', async () => {
    git.commit({ 'queue/main.tf': PROGRAM(seen) }, { tag: 'v1' });
    await expect(plan(call('v1', '//queue'))).rejects.toThrow(
      /the module "m": queue\/main\.tf:3: .*local-exec/,
    );
    expect(fs.existsSync(seen)).toBe(false);
  });

  it('runs from a tag and from a commit, and from no branch', async () => {
    const files = { 'main.tf': 'resource "terraform_data" "a" {}' };
    const commit = git.commit(files, { tag: 'v1', branch: 'next' });
    expect(await plan(call('v1'))).toBeDefined();
    expect(await plan(call(commit))).toBeDefined();
    await expect(plan(call('next'))).rejects.toThrow(
      'the module "m": "next" is no tag of its repository',
    );
  });

  it('fetches nothing from a folder of this host', async () => {
    git.commit(
      {
        'main.tf':
          'module "n" {\n  source = "git::file:///srv/other?ref=v1"\n}',
      },
      { tag: 'v1' },
    );
    // Before it could be read, git itself refuses.
    await expect(plan(call('v1'))).rejects.toThrow(
      /transport 'file' not allowed/,
    );
  });
});
