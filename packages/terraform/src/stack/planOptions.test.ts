import fs from 'node:fs';
import path from 'node:path';
import {
  applyOn,
  describeRuns,
  planOn,
  Workshop,
} from '../__testUtils__/terraform';
import type { PlanRequest } from './types';

let shop: Workshop;
beforeEach(() => {
  shop = new Workshop();
});
afterEach(() => shop.remove());

const TWO = `
resource "terraform_data" "a" { input = "a" }
resource "terraform_data" "b" { input = "b" }`;

const planned = async (
  run: string,
  source: string,
  more: Partial<PlanRequest> = {},
) => {
  const stack = await shop.terraform.stack('shop');
  const plan = await planOn(stack, { ...shop.request(run), source, ...more });
  return { stack, plan, resources: plan.projection.resources };
};
const apply = async (
  run: string,
  source: string,
  more: Partial<PlanRequest> = {},
) => {
  const { stack, plan } = await planned(run, source, more);
  return applyOn(stack, { ...shop.request(run), digest: plan.digest });
};

describeRuns('a plan that is to be another one', () => {
  it('makes anew what is named, and leaves the rest', async () => {
    const source = shop.module(TWO);
    await apply('first', source);
    const replace = ['terraform_data.b'];
    const { resources } = await planned('again', source, { replace });
    expect(resources).toMatchObject([
      { address: 'terraform_data.b', action: 'replace' },
    ]);
  });

  it('looks at what is named alone', async () => {
    const targets = ['terraform_data.a'];
    const { resources } = await planned('one', shop.module(TWO), { targets });
    expect(resources.map(({ address }) => address)).toEqual(targets);
  });

  it('takes over what exists, and its apply does exactly that, whatever is in the id', async () => {
    const source = shop.module('resource "terraform_data" "a" {}');
    const id = 'a-$' + '{1 + 1}-%' + '{if true}';
    const imports = [{ address: 'terraform_data.a', id }];
    const { resources } = await planned('look', source, { imports });
    expect(resources).toMatchObject([{ importedAs: id }]);
    expect(await apply('take', source, { imports })).toMatchObject({
      outcome: 'succeeded',
    });
    expect(shop.addresses('shop')).toEqual(['terraform_data.a']);
    expect(fs.readdirSync(source)).toEqual(['main.tf']);
  });

  it.each(['towpath_imports.tf.json', 'towpath_imports.tofu.json'])(
    'does not write over a file of the module, nor beside one that takes its place: %s',
    async name => {
      const source = shop.module(TWO);
      fs.writeFileSync(path.join(source, name), '{}');
      await expect(planned('take', source)).rejects.toThrow(
        `The module has a file ${name}`,
      );
    },
  );

  it('of what was changed outside changes no resource', async () => {
    const note = path.join(shop.root, 'note');
    fs.writeFileSync(note, 'before');
    const source = shop.module(`${TWO}
      output "note" { value = file("${note}") }`);
    await apply('first', source);
    fs.writeFileSync(note, 'after');
    fs.writeFileSync(
      path.join(source, 'main.tf'),
      `
      output "note" { value = file("${note}") }`,
    );
    const refreshOnly = true;
    const { plan, resources } = await planned('look', source, { refreshOnly });
    expect(resources).toEqual([]);
    expect(plan.projection.outputs).toMatchObject([{ name: 'note' }]);
    await apply('accept', source, { refreshOnly });
    expect(shop.addresses('shop')).toHaveLength(2);
  });
});
