import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

/*
 * Formats, validates and tests every module of the platform, as far as this machine has Terraform and
 * the providers. What it could not run is skipped by name. What a module takes is checked also without its providers.
 */

const MODULES = path.resolve(
  import.meta.dirname,
  '../platform/terraform/modules',
);
const NO_PROVIDER =
  /Failed to query available provider packages|Failed to install provider/;

const program = ['terraform', 'tofu'].find(
  name => spawnSync(name, ['version']).status === 0,
);

function run(cwd: string, ...args: string[]) {
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
  };
  const { status, stdout, stderr } = spawnSync(
    program!,
    [...args, '-no-color'],
    { cwd, env, encoding: 'utf8' },
  );
  return { ok: status === 0, said: `${stdout}${stderr}` };
}

const NO_PROGRAM = 'no terraform on PATH';

/** What may be said to a module: its variables, what it makes of them, and their tests. */
const INPUTS = ['variables.tf', 'locals.tf', 'tests/inputs.tftest.hcl'];

/** The names of the runs in the test files of a module that need its providers. */
function runNames(module: string): string[] {
  const folder = path.join(module, 'tests');
  const files = fs
    .readdirSync(folder)
    .filter(file => !INPUTS.includes(`tests/${file}`));
  return files.flatMap(file => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    return [...text.matchAll(/^run "(.+)"/gm)].map(
      ([, name]) => `${path.basename(module)}/tests/${file} ${name}`,
    );
  });
}

/** Skips a test, and by its own name each thing that it would have run. */
async function leaveOut(t: TestContext, names: string[], why: string) {
  for (const name of names) await t.test(name, { skip: why });
  t.skip(why);
}

function inCopy(module: string, files: string[], work: (at: string) => void) {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'module-'));
  try {
    for (const file of files) {
      fs.cpSync(path.join(module, file), path.join(copy, file), {
        recursive: true,
      });
    }
    work(copy);
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
}

const TWIN = 'sandbox-';
/** Modules of which the sandbox has a twin, so that what works there works with a cloud. */
const twins = fs
  .readdirSync(MODULES)
  .filter(name => fs.existsSync(path.join(MODULES, `${TWIN}${name}`)));

function read(name: string, file: string): string {
  return fs.readFileSync(path.join(MODULES, name, file), 'utf8');
}

/** What a module gives out: names, and which of them are secrets. */
function outputsOf(name: string): Record<string, boolean> {
  const blocks = read(name, 'outputs.tf').matchAll(
    /^output "(.+)" \{\n([\s\S]*?)^\}/gm,
  );
  const outputs = [...blocks].map(([, output, body]) => [
    output,
    /^\s*sensitive\s*=\s*true/m.test(body),
  ]);
  return Object.fromEntries(outputs);
}

test('modules have twins in the sandbox', () => {
  assert.ok(twins.length > 1, twins.join());
});

for (const name of twins) {
  test(`${name} takes and gives what its twin in the sandbox does`, () => {
    const twin = `${TWIN}${name}`;
    for (const file of ['variables.tf', 'tests/inputs.tftest.hcl']) {
      assert.equal(read(twin, file), read(name, file), `${twin}/${file}`);
    }
    assert.notDeepEqual(outputsOf(name), {});
    assert.deepEqual(outputsOf(twin), outputsOf(name));
  });
}

for (const name of fs.readdirSync(MODULES)) {
  const module = path.join(MODULES, name);

  test(`${name} uses what it works out`, () => {
    const files = fs.readdirSync(module).filter(file => file.endsWith('.tf'));
    const text = files.map(file => read(name, file)).join('\n');
    const locals = files.includes('locals.tf') ? read(name, 'locals.tf') : '';
    for (const [, local] of locals.matchAll(/^  (\w+) += /gm)) {
      assert.match(text, new RegExp(`local\\.${local}\\b`), local);
    }
  });

  test(`${name} is formatted`, t => {
    if (!program) {
      t.skip(NO_PROGRAM);
      return;
    }
    const { ok, said } = run(module, 'fmt', '-check', '-recursive', '-diff');
    assert.ok(ok, said);
  });

  test(`${name} is valid and passes its own tests`, async t => {
    const all = [`validate of ${name}`, ...runNames(module)];
    if (!program) {
      await leaveOut(t, all, NO_PROGRAM);
      return;
    }
    let hasProvider = true;
    inCopy(module, ['.'], copy => {
      const init = run(copy, 'init', '-backend=false', '-input=false');
      hasProvider = !NO_PROVIDER.test(init.said);
      if (!hasProvider) return;
      assert.ok(init.ok, init.said);
      for (const command of ['validate', 'test']) {
        const { ok, said } = run(copy, command);
        assert.ok(ok, said);
      }
    });
    if (!hasProvider) {
      await leaveOut(t, all, 'its provider is not on this machine');
    }
  });

  if (!INPUTS.every(file => fs.existsSync(path.join(module, file)))) continue;
  test(`${name} says what it does not take`, t => {
    if (!program) {
      t.skip(NO_PROGRAM);
      return;
    }
    inCopy(module, INPUTS, copy => {
      for (const args of [['init', '-backend=false'], ['test']]) {
        const { ok, said } = run(copy, ...args);
        assert.ok(ok, said);
      }
    });
  });
}
