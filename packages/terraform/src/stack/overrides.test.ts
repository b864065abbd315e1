import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  describeRuns,
  Workshop,
  planOn,
  applyOn,
} from '../__testUtils__/terraform';
import { renderText } from '../plan';
import { requireBackend } from '../run/requireBackend';

const MAIN = `
variable "password" { default = "" }
resource "terraform_data" "a" { input = var.password }`;

const ELSEWHERE = `
terraform {
  backend "local" {
    path = "elsewhere.tfstate"
  }
}`;

let shop: Workshop;
beforeEach(() => {
  shop = new Workshop();
});
afterEach(() => shop.remove());

function moduleWith(files: Record<string, string>): string {
  const source = shop.module(MAIN);
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(source, name), text);
  }
  return source;
}

async function planOf(run: string, source: string, more: object = {}) {
  const stack = await shop.terraform.stack('shop');
  const plan = await planOn(stack, { ...shop.request(run), source, ...more });
  return { stack, plan };
}

describeRuns('a module that brings override files', () => {
  it.each([
    'override.tf',
    'zzz_override.tf',
    'zz_towpath_override.tf',
    'zz_towpath_override.tf.json.d_override.tf',
    '~~~_override.tf',
    '\u{10FFFF}zzz_override.tf',
  ])('cannot take the state elsewhere: %s', async name => {
    const source = moduleWith({ [name]: ELSEWHERE });
    const { stack, plan } = await planOf('r1', source);
    await applyOn(stack, { ...shop.request('r1'), digest: plan.digest });

    expect(shop.addresses('shop')).toEqual(['terraform_data.a']);
    const again = await planOf('r2', source);
    expect(renderText(again.plan.projection)).toContain('No changes');
  });

  it('cannot show what was given as a secret', async () => {
    const source = moduleWith({
      'zzz_override.tf': 'variable "password" { sensitive = false }',
    });
    const { plan } = await planOf('r1', source, {
      secrets: { password: 'abc' },
    });

    expect(renderText(plan.projection)).not.toContain('abc');
  });

  it('cannot send the state to a service of its own', async () => {
    const source = moduleWith({
      'zzz_override.tf': `
        terraform {
          cloud {
            organization = "theirs"
            workspaces { name = "theirs" }
          }
        }`,
    });
    const { plan } = await planOf('r1', source);

    expect(renderText(plan.projection)).toContain('1 to create');
  });
});

describe('where a state is kept', () => {
  const meant = {
    type: 'http',
    config: { address: 'https://a', retry_max: 3 },
  };
  const http = (config: object) => ({ backend: { type: 'http', config } });
  let data: string;
  beforeEach(() => {
    data = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-'));
  });
  afterEach(() => fs.rmSync(data, { recursive: true }));

  const check = (found: unknown) => () => {
    if (found !== undefined) {
      fs.writeFileSync(
        path.join(data, 'terraform.tfstate'),
        JSON.stringify(found),
      );
    }
    requireBackend(data, meant);
  };

  it('is as meant, whatever Terraform adds', () => {
    expect(
      check(http({ address: 'https://a', retry_max: '3', lock_address: null })),
    ).not.toThrow();
  });

  it.each([
    ['nowhere', undefined, 'no backend at all'],
    [
      'in another address',
      http({ address: 'https://b', retry_max: 3 }),
      '"http"',
    ],
    ['without a setting', http({ address: 'https://a' }), '"http"'],
    [
      'in a file',
      { backend: { type: 'local', config: { path: 'elsewhere.tfstate' } } },
      '"local" (elsewhere.tfstate)',
    ],
    ['in what cannot be read', 'x', 'no backend at all'],
  ])('is refused when it is %s', (_, found, words) => {
    expect(check(found)).toThrow(
      `The module keeps its state in ${words}, and this stack in "http"`,
    );
  });
});
