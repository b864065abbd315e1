import { until } from '@towpath/test-kit';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Invocation } from '../run/Invocation';
import { systemClock } from '@towpath/clock';
import {
  applyOn,
  filesWith,
  describeRuns,
  itWithEphemeral,
  planOn,
  Workshop,
} from '../__testUtils__/terraform';
import { describeEvent } from '../events/describeEvent';
import { renderText } from '../plan';
import { findBinary } from '../process/findBinary';
import { identify, type ProcessId } from '../process/processTable';
import type { Stack } from './Stack';

let shop: Workshop;
beforeEach(() => {
  shop = new Workshop();
});
afterEach(() => shop.remove());

const SLEEPER = `
variable "seconds" { default = 30 }
resource "terraform_data" "first" { input = 1 }
resource "terraform_data" "slow" {
  depends_on = [terraform_data.first]
  provisioner "local-exec" { command = "sleep \${var.seconds}" }
}`;

const digestOf = async (run: string, source: string, more: object = {}) => {
  const stack = await shop.terraform.stack('shop');
  const plan = await planOn(stack, { ...shop.request(run), source, ...more });
  return { stack, plan, digest: plan.digest };
};

const resourceEvents = () =>
  shop.events.flatMap(event => describeEvent(event) ?? []);

describeRuns('a plan and its apply', () => {
  it('goes from nothing to something and to nothing again', async () => {
    const source = shop.module(`
      variable "name" {}
      resource "terraform_data" "a" { input = var.name }
      output "name" { value = terraform_data.a.output }
      check "c" {
        assert {
          condition     = var.name != "x"
          error_message = "x is a poor name"
        }
      }`);
    const variables = { name: 'x' };
    const { stack, plan, digest } = await digestOf('r1', source, { variables });
    expect(renderText(plan.projection)).toContain('1 to create');
    expect(renderText(plan.projection)).toContain('x is a poor name');

    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(ending).toMatchObject({
      outcome: 'succeeded',
      applied: true,
      complete: [{ address: 'terraform_data.a', action: 'create' }],
      outputs: { name: { value: 'x' } },
    });
    expect(await stack.outputs('r2')).toEqual({
      name: { sensitive: false, value: 'x' },
    });

    const end = await digestOf('r3', source, { variables, destroy: true });
    expect(renderText(end.plan.projection)).toContain('1 to delete');
    await applyOn(stack, { ...shop.request('r3'), digest: end.digest });
    expect(shop.addresses('shop')).toEqual([]);
  });

  it('happens once, however often it is asked for', async () => {
    const { stack, digest } = await digestOf(
      'r1',
      shop.module('resource "terraform_data" "a" { input = timestamp() }'),
    );
    const apply = () => applyOn(stack, { ...shop.request('r1'), digest });
    const first = await apply();
    expect(await apply()).toEqual(first);
    expect(shop.endingOf('shop', 'r1')).toEqual(first);
  });

  it('is begun anew when the portal died before Terraform was given the word', async () => {
    const { stack, digest } = await digestOf(
      'r1',
      shop.module('resource "terraform_data" "a" {}'),
    );
    const begun = path.join(shop.runFolder('shop', 'r1'), 'commands/apply');
    fs.mkdirSync(begun, { recursive: true });
    // The shell in between ends by itself when nobody is there to give it.
    const shell = spawn('/bin/sh', ['-c', 'read go'], { detached: true });
    const record = { process: identify(shell.pid), startedAt: Date.now() };
    fs.writeFileSync(path.join(begun, 'record.json'), JSON.stringify(record));
    shell.stdin.end();
    await once(shell, 'exit');

    expect(
      await applyOn(stack, { ...shop.request('r1'), digest }),
    ).toMatchObject({
      outcome: 'succeeded',
      complete: [{ address: 'terraform_data.a' }],
    });
  });

  it('refuses a plan that is not the one shown', async () => {
    const source = shop.module('resource "terraform_data" "a" {}');
    const { stack } = await digestOf('r1', source);
    // OpenTofu makes the same file of the same plan.
    const other = await digestOf(
      'r2',
      shop.module('resource "terraform_data" "b" {}'),
    );
    await expect(
      applyOn(stack, { ...shop.request('r1'), digest: other.digest }),
    ).rejects.toThrow('is not the one that was shown');
    fs.appendFileSync(
      path.join(shop.runFolder('shop', 'r2'), 'plan.tfplan'),
      ' ',
    );
    await expect(
      applyOn(stack, { ...shop.request('r2'), digest: other.digest }),
    ).rejects.toThrow('is not the one that was shown');
    await expect(
      applyOn(stack, { ...shop.request('r9'), digest: 'x' }),
    ).rejects.toThrow('There is no plan "r9" of the stack "shop" any more');
  });

  it('refuses another plan than the one shown also once the apply runs or has ended', async () => {
    const source = shop.module('resource "terraform_data" "a" {}');
    const { stack, digest } = await digestOf('r1', source);
    await applyOn(stack, { ...shop.request('r1'), digest });
    await expect(
      applyOn(stack, { ...shop.request('r1'), digest: 'another' }),
    ).rejects.toThrow('is not the one that was shown (another)');
  });

  it('refuses a plan that has become stale, and says what to do', async () => {
    const source = shop.module('resource "terraform_data" "a" {}');
    const old = await digestOf('r1', source);
    const newer = await digestOf('r2', source);
    await applyOn(newer.stack, { ...shop.request('r2'), digest: newer.digest });

    const ending = await applyOn(old.stack, {
      ...shop.request('r1'),
      digest: old.digest,
    });

    expect(ending).toMatchObject({
      outcome: 'failed',
      applied: false,
      refusal: 'stale-plan',
      advice:
        'The stack has changed since this plan was made. Plan anew and look at the difference again',
    });
  });

  it('marks what failed in the middle, and replaces it the next time', async () => {
    const source = shop.module(`
      resource "terraform_data" "good" {}
      resource "terraform_data" "bad" {
        depends_on = [terraform_data.good]
        provisioner "local-exec" { command = "exit 3" }
      }`);
    const { stack, digest } = await digestOf('r1', source);
    expect(
      await applyOn(stack, { ...shop.request('r1'), digest }),
    ).toMatchObject({
      outcome: 'failed',
      complete: [{ address: 'terraform_data.good' }],
      failed: [{ address: 'terraform_data.bad' }],
      unknown: [],
    });
    const next = await digestOf('r2', source);
    expect(renderText(next.plan.projection)).toContain(
      'terraform_data.bad (because making it failed the last time)',
    );
  });

  it('survives output that no buffer would hold', async () => {
    const { stack, digest } = await digestOf(
      'r1',
      shop.module(`
      resource "terraform_data" "a" {
        provisioner "local-exec" { command = "head -c 3000000 /dev/zero | tr '\\\\0' x | fold -w 200" }
      }`),
    );
    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(ending.outcome).toBe('succeeded');
    expect(JSON.stringify(shop.events)).not.toContain('xxxx');
  });

  itWithEphemeral.each(['', 'default = null', 'default = "none"'])(
    'hands over variables that Terraform keeps in no plan (%s)',
    async more => {
      const source = shop.module(`
      variable "token" {
        type      = string
        ephemeral = true
        ${more}
      }
      resource "terraform_data" "a" {
        provisioner "local-exec" { command = "test \${var.token} = t0ken-abc" }
      }`);
      const secrets = { token: 't0ken-abc' };
      const { stack, digest } = await digestOf('r1', source, { secrets });
      expect(
        await applyOn(stack, { ...shop.request('r1'), digest, secrets }),
      ).toMatchObject({ outcome: 'succeeded' });
    },
  );

  it('says what is missing instead of asking for it', async () => {
    await expect(
      digestOf('r1', shop.module('variable "name" {}')),
    ).rejects.toThrow(/No value for required variable.*"name"/s);
    await expect(
      digestOf('r1', shop.module('resource "terraform_data" {')),
    ).rejects.toThrow('main.tf:1');
    expect(fs.existsSync(shop.runFolder('shop', 'r1'))).toBe(false);
  });

  it('previews beside a run that holds the stack, and keeps nothing', async () => {
    const { stack, digest } = await digestOf('r1', shop.module(SLEEPER), {
      variables: { seconds: 60 },
    });
    const stop = new AbortController();
    const applying = applyOn(stack, {
      ...shop.request('r1', { signal: stop.signal }),
      digest,
    });
    await until('the slow one is being created', () =>
      resourceEvents().join().includes('slow: being created'),
    );
    const { projection } = await planOn(stack, {
      preview: true,
      ...shop.request('r2'),
      source: shop.module('resource "terraform_data" "b" {}'),
    });
    expect(renderText(projection)).toContain('terraform_data.b');
    stack.forget('r2');
    expect(fs.existsSync(shop.runFolder('shop', 'r2'))).toBe(false);

    stop.abort();
    expect(await applying).toMatchObject({ outcome: 'interrupted' });
  });
});

describeRuns('stopping', () => {
  async function begin(more: object, options: { graceMs?: number } = {}) {
    shop.remove();
    shop = new Workshop(options);
    const seen = path.join(shop.root, 'grandchild');
    const source = shop.module(`
      resource "terraform_data" "first" {}
      resource "terraform_data" "slow" {
        depends_on = [terraform_data.first]
        provisioner "local-exec" {
          command = "sleep 120 & echo $! > ${seen}; wait; wait; sleep 120"
        }
      }`);
    const { stack, digest } = await digestOf('r1', source);
    const ending = applyOn(stack, { ...shop.request('r1', more), digest });
    await until(
      'the grandchild has said who it is',
      () => fs.existsSync(seen) && fs.readFileSync(seen, 'utf8').endsWith('\n'),
    );
    return { ending, grandchild: Number(fs.readFileSync(seen, 'utf8')) };
  }

  const isGone = (pid: number) => {
    try {
      return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
    } catch {
      return true;
    }
  };

  it('saves the state and ends the grandchildren', async () => {
    const stop = new AbortController();
    const { ending, grandchild } = await begin({ signal: stop.signal });
    stop.abort();
    expect(await ending).toMatchObject({
      outcome: 'interrupted',
      complete: [{ address: 'terraform_data.first' }],
      failed: [{ address: 'terraform_data.slow' }],
      stateSaved: true,
    });
    await until('the grandchild has ended', () => isGone(grandchild));
    expect(shop.addresses('shop')).toContain('terraform_data.first');
  });

  it('ends with force what does not listen, and says what is unknown', async () => {
    const stop = new AbortController();
    const { ending, grandchild } = await begin(
      { signal: stop.signal },
      { graceMs: 0 },
    );
    stop.abort();
    const { outcome, complete, failed, unknown } = await ending;
    expect(outcome).toBe('killed');
    // OpenTofu saves later than Terraform does, and what it had not saved is unknown. What it had
    // saved failed only where Terraform said so before it was killed.
    const saved = shop.addresses('shop');
    const known = [...complete, ...failed].map(({ address }) => address);
    expect(known).toEqual(expect.arrayContaining(saved));
    expect(saved).toEqual(
      expect.arrayContaining(complete.map(({ address }) => address)),
    );
    const told = [...complete, ...unknown, ...failed];
    expect(told.map(({ address }) => address).sort()).toEqual([
      'terraform_data.first',
      'terraform_data.slow',
    ]);
    await until('the grandchild has ended', () => isGone(grandchild));
    const { plan } = await digestOf('r2', shop.module(''));
    saved.forEach(address =>
      expect(renderText(plan.projection)).toContain(address),
    );
  });

  it('waits for a time that is longer than a timer can be', async () => {
    const variables = { seconds: 0 };
    const { stack, digest } = await digestOf('r1', shop.module(SLEEPER), {
      variables,
      timeoutMs: 30 * 24 * 3600_000,
    });
    expect(
      await applyOn(stack, {
        ...shop.request('r1'),
        digest,
        timeoutMs: 30 * 24 * 3600_000,
      }),
    ).toMatchObject({ outcome: 'succeeded' });
  });

  it('happens by itself when the time is over', async () => {
    const { ending } = await begin({ timeoutMs: 1_500 });
    expect(await ending).toMatchObject({ outcome: 'timed-out' });
  });
});

describeRuns('two who believe a run to be theirs', () => {
  it('begin it once', async () => {
    const { stack, digest } = await digestOf(
      'r1',
      shop.module('resource "terraform_data" "a" {}'),
    );
    const other = await shop.terraform.stack('shop');
    const look = { ...shop.request('r1'), digest };
    await Promise.all([stack.apply(look), other.apply(look)]);
    const commands = path.join(shop.runFolder('shop', 'r1'), 'commands');
    expect(
      fs.readdirSync(commands).filter(name => name.startsWith('apply')),
    ).toEqual(['apply']);
    expect(await applyOn(stack, look)).toMatchObject({ outcome: 'succeeded' });
  });

  it('ask Terraform to stop once: it gives up the state at the second time', async () => {
    const gate = path.join(shop.root, 'gate');
    const { stack, digest } = await digestOf(
      'r1',
      shop.module(`
        resource "terraform_data" "a" {}
        resource "terraform_data" "slow" {
          depends_on = [terraform_data.a]
          provisioner "local-exec" {
            command = "trap '' INT; touch ${gate}; sleep 3"
          }
        }`),
    );
    await stack.apply({ ...shop.request('r1'), digest });
    await until('it is at the second', () => fs.existsSync(gate));
    const commands = path.join(shop.runFolder('shop', 'r1'), 'commands/apply');
    const one = Invocation.find(commands, systemClock)!;
    const other = Invocation.find(commands, systemClock)!;
    one.press(60_000, 'cancelled');
    other.press(60_000, 'cancelled');
    await one.waitForEnd();
    expect(one.output()).toContain('Interrupt received');
    expect(one.output()).not.toContain('Two interrupts received');
    expect(await stack.stop('r1')).toMatchObject({
      outcome: 'interrupted',
      complete: [{ address: 'terraform_data.a' }],
    });
  });
});

describeRuns('an apply that goes on although nobody follows it', () => {
  it('is waited for by the next run on the stack', async () => {
    const gate = path.join(shop.root, 'gate');
    const { stack, digest } = await digestOf(
      'r1',
      shop.module(`
        resource "terraform_data" "slow" {
          provisioner "local-exec" {
            command = "until test -f ${gate}; do sleep 0.1; done"
          }
        }`),
    );
    await stack.apply({ ...shop.request('r1'), digest });
    expect(await stack.settle('r2')).toBe('an apply of task 1 has not ended');
    // Neither its folder nor what it does is anybody's to take away.
    stack.forget('r1');

    fs.writeFileSync(gate, '');
    const { plan } = await digestOf('r2', shop.module(''));
    expect(renderText(plan.projection)).toContain('1 to delete');
    expect(shop.endingOf('shop', 'r1')).toMatchObject({
      outcome: 'succeeded',
      complete: [{ address: 'terraform_data.slow' }],
    });
  });
});

describeRuns('the environment', () => {
  const POISON = {
    TF_LOG: 'trace',
    TF_CLI_ARGS: '-no-such-flag',
    TF_CLI_ARGS_plan: '-destroy',
    TF_VAR_name: 'inherited',
    TF_WORKSPACE: 'other',
    TF_INPUT: '1',
    TF_DATA_DIR: '/nowhere',
    TF_REATTACH_PROVIDERS: '{}',
    TF_PLUGIN_CACHE_DIR: '/nowhere',
    TF_CLI_CONFIG_FILE: '/nowhere',
    SOME_TOKEN: 'inherited',
  };
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it('is given, never inherited by accident', async () => {
    Object.assign(process.env, POISON);
    const file = path.join(shop.root, 'env');
    const { stack, digest } = await digestOf(
      'r1',
      shop.module(`
        variable "name" { default = "from the module" }
        resource "terraform_data" "a" {
          input = var.name
          provisioner "local-exec" { command = "env > ${file}" }
        }`),
    );
    await applyOn(stack, { ...shop.request('r1'), digest });
    const env = fs.readFileSync(file, 'utf8');
    expect(env).not.toMatch(
      /inherited|nowhere|TF_LOG|TF_CLI_ARGS|TF_WORKSPACE/,
    );
    expect(env).toContain('CHECKPOINT_DISABLE=1');
    expect(env).toContain('TF_IN_AUTOMATION=1');
  });

  it('is a secret, but for what anybody may see', async () => {
    shop = new Workshop({
      env: { APP_TOKEN: 't0ken-abc' },
      plainEnv: { APP_REGION: 'eu-central-1' },
    });
    const { stack, digest } = await digestOf(
      'r1',
      shop.module(`
        resource "terraform_data" "a" {
          provisioner "local-exec" { command = "echo in $APP_REGION with $APP_TOKEN; exit 1" }
        }`),
    );
    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(ending.diagnostics[0].detail).toContain('in eu-central-1 with ***');
  });

  it('refuses what would change a command, and passes on the rest', async () => {
    shop = new Workshop({ env: { TF_CLI_ARGS_apply: '-auto-approve' } });
    await expect(digestOf('r1', shop.module(''))).rejects.toThrow(
      'The environment variable TF_CLI_ARGS_apply cannot be given to Terraform',
    );
  });
});

describeRuns('a backend that fails', () => {
  let server: http.Server;
  let state: string | undefined;
  let refuse: Record<string, number> = {};
  let password: string | undefined;

  beforeEach(async () => {
    state = undefined;
    refuse = {};
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const { method = '' } = request;
        password = request.headers.authorization;
        const status = refuse[method];
        if (status) {
          response.writeHead(status).end('{"ID":"x","Who":"somebody"}');
        } else if (method === 'GET') {
          response.writeHead(state ? 200 : 204).end(state);
        } else {
          if (method === 'POST') state = Buffer.concat(chunks).toString();
          response.writeHead(200).end();
        }
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const address = `http://127.0.0.1:${port}/state`;
    shop.remove();
    shop = new Workshop({
      backend: () => ({
        type: 'http',
        config: {
          address,
          lock_address: address,
          unlock_address: address,
          retry_max: 0,
        },
        env: { TF_HTTP_USERNAME: 'run', TF_HTTP_PASSWORD: 'backend-pass' },
      }),
    });
  });
  afterEach(() => server.close());

  const SOURCE = 'resource "terraform_data" "a" { input = "precious" }';

  it('loses no state: it is kept, and saved before the next plan', async () => {
    const { stack, digest } = await digestOf('r1', shop.module(SOURCE));
    refuse = { POST: 500 };
    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(ending).toMatchObject({ stateSaved: false, outcome: 'failed' });
    expect(ending.advice).toContain('errored.tfstate');
    await expect(digestOf('r2', shop.module(SOURCE))).rejects.toThrow(
      'has a newer state than its backend',
    );

    refuse = {};
    const { plan } = await digestOf('r3', shop.module(SOURCE));
    expect(renderText(plan.projection)).toContain('No changes');
    expect(shop.endingOf('shop', 'r1').stateSaved).toBe(true);
    expect(fs.readdirSync(shop.runFolder('shop', 'r1'))).not.toContain(
      'module',
    );
  });

  /** As the folder of a run is when the portal dies before it could write down how the apply ended. */
  async function applyAndDie(stack: Stack, run: string, digest: string) {
    refuse = { POST: 500 };
    await applyOn(stack, { ...shop.request(run), digest });
    fs.rmSync(path.join(shop.runFolder('shop', run), 'ending.json'));
    refuse = {};
    expect(stack.hasForgotten).toBe(true);
  }

  it('loses no state of an apply whose portal died: nothing is planned to be made twice', async () => {
    const { stack, digest } = await digestOf('r1', shop.module(SOURCE));
    await applyAndDie(stack, 'r1', digest);
    const { plan } = await digestOf('r2', shop.module(SOURCE));
    expect(renderText(plan.projection)).toContain('No changes');
    expect(shop.endingOf('shop', 'r1')).toMatchObject({
      complete: [{ address: 'terraform_data.a' }],
      stateSaved: true,
    });
  });

  it('refuses a plan that was made before such an apply', async () => {
    const { stack, digest } = await digestOf('r1', shop.module(SOURCE));
    const older = await digestOf('r2', shop.module(SOURCE));
    await applyAndDie(stack, 'r1', digest);
    expect(
      await applyOn(stack, { ...shop.request('r2'), digest: older.digest }),
    ).toMatchObject({ complete: [], refusal: 'stale-plan' });
  });

  it('loses no state either when Terraform can only print it, and shows it to nobody', async () => {
    const { stack, digest } = await digestOf('r1', shop.module(SOURCE));
    fs.mkdirSync(
      path.join(shop.runFolder('shop', 'r1'), 'module/errored.tfstate'),
    );
    refuse = { POST: 500 };
    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(ending.stateSaved).toBe(false);
    expect(JSON.stringify([ending, shop.events])).not.toContain('precious');
    refuse = {};
    const { plan } = await digestOf('r2', shop.module(SOURCE));
    expect(renderText(plan.projection)).toContain('No changes');
  });

  it.each(['kept in a file', 'only printed'])(
    'shows no secret that the module made when its state is %s',
    async how => {
      const module = shop.module(`
        locals {
          made = sensitive("made-s3cret-\${terraform_data.seed.output}")
        }
        resource "terraform_data" "seed" { input = "by-module" }
        resource "terraform_data" "keeper" { input = local.made }
        resource "terraform_data" "teller" {
          depends_on = [terraform_data.keeper]
          provisioner "local-exec" { command = "echo \${nonsensitive(local.made)}; exit 1" }
        }`);
      const { stack, digest } = await digestOf('r1', module);
      if (how === 'only printed') {
        fs.mkdirSync(
          path.join(shop.runFolder('shop', 'r1'), 'module/errored.tfstate'),
        );
      }
      refuse = { POST: 500 };
      const ending = await applyOn(stack, { ...shop.request('r1'), digest });
      expect(ending.stateSaved).toBe(false);
      const told = JSON.stringify([shop.events, ending]);
      expect(told).toContain('Output: ***');
      expect(told).not.toContain('made-s3cret-by-module');
    },
  );

  it('tells an apply that was done from one that was not, when only the unlocking failed', async () => {
    const { stack, digest } = await digestOf('r1', shop.module(SOURCE));
    refuse = { UNLOCK: 500 };
    expect(
      await applyOn(stack, { ...shop.request('r1'), digest }),
    ).toMatchObject({
      outcome: 'failed',
      applied: true,
      stateSaved: true,
    });
  });

  it('says that somebody holds the lock of the state, and a way on', async () => {
    const { stack, digest } = await digestOf('r1', shop.module(SOURCE));
    refuse = { LOCK: 423 };
    expect(
      await applyOn(stack, { ...shop.request('r1'), digest }),
    ).toMatchObject({
      refusal: 'state-locked',
      advice: expect.stringContaining(
        'remove the lock where the state is kept',
      ),
    });
  });

  it('is given its password where no plan keeps it', async () => {
    await digestOf('r1', shop.module(SOURCE));
    expect(password).toBe(
      `Basic ${Buffer.from('run:backend-pass').toString('base64')}`,
    );
    const folder = shop.runFolder('shop', 'r1');
    // What is known as a secret stands in its own file, to be taken out of everything else.
    expect(filesWith(folder, 'backend-pass')).toEqual([
      path.join(folder, 'secrets.json'),
    ]);
  });
});

describeRuns('secrets', () => {
  const SECRETS = ['given-s3cret', 'made-s3cret-by-module'];
  const source = (command: string) =>
    shop.module(`
      variable "password" {
        type      = string
        sensitive = true
      }
      locals {
        // Known only once it is applied, as a generated password is.
        made = sensitive("made-s3cret-\${terraform_data.seed.output}")
      }
      resource "terraform_data" "seed" { input = "by-module" }
      resource "terraform_data" "keeper" {
        input = { made = local.made, given = var.password }
      }
      resource "terraform_data" "teller" {
        depends_on = [terraform_data.keeper]
        provisioner "local-exec" {
          // In clear, as a script does that prints what it should not.
          command = "echo \${nonsensitive(local.made)} \${nonsensitive(var.password)}; ${command}"
        }
      }
      output "made" {
        value     = local.made
        sensitive = true
      }`);

  function requireNowhere(...told: unknown[]) {
    const text = JSON.stringify([shop.events, resourceEvents(), ...told]);
    for (const secret of SECRETS) {
      expect(text).not.toContain(secret);
      for (const file of filesWith(shop.root, secret)) {
        expect(path.basename(file)).toMatch(/^terraform\.tfstate/);
      }
    }
  }

  it('are in the state and nowhere else after an apply that failed', async () => {
    const secrets = { password: 'given-s3cret' };
    const module = source('exit 1');
    const { stack, plan, digest } = await digestOf('r1', module, { secrets });
    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(ending).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify(ending.diagnostics)).toContain('***');
    requireNowhere(plan, ending);
    expect(filesWith(shop.stateDir, 'made-s3cret-by-module')).not.toEqual([]);
  });

  it('are in the state and nowhere else after one that was interrupted', async () => {
    const secrets = { password: 'given-s3cret' };
    const begun = path.join(shop.root, 'begun');
    const module = source(`touch ${begun}; sleep 60`);
    const { stack, plan, digest } = await digestOf('r1', module, { secrets });
    const stop = new AbortController();
    const applying = applyOn(stack, {
      ...shop.request('r1', { signal: stop.signal }),
      digest,
    });
    await until('the run has begun', () => fs.existsSync(begun));
    stop.abort();
    const ending = await applying;
    expect(ending.outcome).not.toBe('succeeded');
    requireNowhere(plan, ending);
  });

  it('are taken out however long they are, and stand in no way of the next plan', async () => {
    const given = randomBytes(48 * 1024).toString('base64');
    const module = shop.module(`
      variable "given" { sensitive = true }
      locals {
        made = sensitive(join("", [for at in range(1024) : sha256("\${terraform_data.seed.id}\${at}")]))
      }
      resource "terraform_data" "seed" {}
      resource "terraform_data" "made" {
        input = local.made
        provisioner "local-exec" { command = "echo \${nonsensitive(local.made)}; exit 1" }
      }
      resource "terraform_data" "given" {
        input = var.given
        provisioner "local-exec" { command = "echo \${nonsensitive(var.given)}; exit 1" }
      }`);
    const more = { secrets: { given } };
    const { stack, plan, digest } = await digestOf('r1', module, more);
    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(ending.failed).toHaveLength(2);
    expect(shop.endingOf('shop', 'r1')).toEqual(ending);
    const next = await digestOf('r2', module, { ...more, destroy: true });

    const told = JSON.stringify([shop.events, plan, ending, next.plan]);
    const state = JSON.parse(await stack.pullState('r3'));
    const made = state.resources.find(({ name }: any) => name === 'made');
    const secrets = [given, made.instances[0].attributes.input.value];
    for (const secret of secrets) {
      expect(secret).toHaveLength(64 * 1024);
      // Terraform quotes the last 8 KiB of what a program printed.
      expect(told).not.toContain(secret.slice(-200, -100));
      expect(told).not.toContain(secret.slice(-4096, -4000));
    }
  });

  it('are taken out as Terraform writes them into an address', async () => {
    const secrets = { password: "p!ss*w(rd)'s" };
    const module = shop.module(`
      variable "password" {}
      resource "terraform_data" "a" {
        provisioner "local-exec" {
          command = "echo \${urlencode(nonsensitive(var.password))}; exit 1"
        }
      }`);
    const { stack, digest } = await digestOf('r1', module, { secrets });
    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(JSON.stringify(ending.diagnostics)).toContain('***');
    expect(JSON.stringify([ending, shop.events])).not.toContain('p%21ss');
  });

  it('of the proxy that is passed on are told to nobody either', async () => {
    const before = process.env.https_proxy;
    process.env.https_proxy = 'http://portal:pr0xy%2Fs3cret@127.0.0.1:9';
    try {
      const module = shop.module(`
        resource "terraform_data" "a" {
          provisioner "local-exec" { command = "env; exit 1" }
        }`);
      const { stack, digest } = await digestOf('r1', module);
      const ending = await applyOn(stack, { ...shop.request('r1'), digest });
      const told = JSON.stringify([ending, shop.events]);
      expect(told).toContain('https_proxy=http://portal:***@127.0.0.1:9');
      expect(told).not.toContain('s3cret');
    } finally {
      if (before === undefined) delete process.env.https_proxy;
      else process.env.https_proxy = before;
    }
  });

  it('are in no error of a plan that fails, and in no command line', async () => {
    const secrets = { password: 'given-s3cret' };
    const module = shop.module(`
      variable "password" { sensitive = true }
      resource "terraform_data" "a" {
        input = var.password
        lifecycle {
          precondition {
            condition     = var.password == ""
            error_message = "not \${nonsensitive(var.password)}"
          }
        }
      }`);
    await expect(digestOf('r1', module, { secrets })).rejects.toThrow(
      'not ***',
    );
    requireNowhere();
  });

  it('are hidden however short they are, and whatever the module says of them', async () => {
    const module = shop.module(`
      variable "pin" { type = string }
      resource "terraform_data" "a" { input = "pin \${var.pin}" }
      output "pin" {
        value     = var.pin
        sensitive = true
      }`);
    const more = { secrets: { pin: 'k7' } };
    const { stack, plan, digest } = await digestOf('r1', module, more);
    const ending = await applyOn(stack, { ...shop.request('r1'), digest });
    expect(ending.outputs).toEqual({ pin: { sensitive: true } });
    const told = JSON.stringify([shop.events, plan, ending]);
    expect(told).not.toMatch(/\bk7\b/);

    const open = shop.module(`
      variable "pin" {}
      output "pin" { value = var.pin }`);
    await expect(digestOf('r2', open, more)).rejects.toThrow(
      'Output refers to sensitive values',
    );
  });

  it('are given to no variable that the module does not have', async () => {
    await expect(
      digestOf('r1', shop.module(''), { secrets: { pin: 'k7' } }),
    ).rejects.toThrow('There is no variable named "pin"');
  });

  it('lie in folders that only the owner may open', async () => {
    await digestOf('r1', source('true'), {
      secrets: { password: 'given-s3cret' },
    });
    const folder = shop.runFolder('shop', 'r1');
    expect(fs.statSync(folder).mode & 0o77).toBe(0);
    expect(fs.statSync(path.join(shop.stateDir, 'shop')).mode & 0o77).toBe(0);
    expect(fs.existsSync(path.join(folder, 'variables.tfvars.json'))).toBe(
      false,
    );
  });
});

describeRuns('what is left behind', () => {
  it('is the ending of an apply, and nothing once it is forgotten', async () => {
    const { stack, digest } = await digestOf('r1', shop.module(''));
    await applyOn(stack, { ...shop.request('r1'), digest });
    expect(fs.readdirSync(shop.runFolder('shop', 'r1')).sort()).toEqual([
      'ending.json',
      'plan.json',
      'run.json',
    ]);
    stack.forget('r1');
    expect(stack.runs()).toEqual([]);
    await expect(stack.plan('r1')).rejects.toThrow(
      'What the run "r1" of the stack "shop" was given is not here any more',
    );
  });
});

describe('a process that is not the one we began', () => {
  const recordOf = (leader: ProcessId) => {
    const folder = path.join(shop.root, 'commands/apply');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'output'), '');
    fs.writeFileSync(
      path.join(folder, 'record.json'),
      JSON.stringify({ process: leader, command: ['terraform'], startedAt: 0 }),
    );
    return Invocation.find(folder, systemClock)!;
  };

  it('is not signalled although it has the same number', async () => {
    const startTime = 'another time';
    const found = recordOf({ pid: process.pid, startTime });
    expect(found.isRunning()).toBe(false);
    expect(await found.stop(0, 'cancelled')).toBe('vanished');
  });

  it('is not signalled although its group has the same number since the machine started again', async () => {
    const leader = spawn('/bin/sh', ['-c', 'read end; sleep 60 & echo $!'], {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const { pid, startTime } = identify(leader.pid)!;
    const told = once(leader.stdout, 'data');
    leader.stdin.end();
    const member = Number((await told)[0]);
    await until('the process has ended', () => !identify(pid));
    const ours = recordOf({ pid, startTime });
    expect(ours.isRunning()).toBe(true);

    const before = startTime.replace(/^[^/]*/, 'the-boot-before');
    const theirs = recordOf({ pid, startTime: before });
    expect(theirs.isRunning()).toBe(false);
    expect(await theirs.stop(0, 'cancelled')).toBe('vanished');
    expect(identify(member)).toBeDefined();

    await ours.stop(0, 'cancelled');
    expect(identify(member)).toBeUndefined();
  });
});

describe('finding the program', () => {
  it('says what to install where there is none', async () => {
    await expect(findBinary({ pathVariable: '/nowhere' })).rejects.toThrow(
      /Neither terraform nor tofu is on PATH\. Install Terraform 1\.9 or newer/,
    );
    await expect(findBinary({ configured: '/nowhere/tf' })).rejects.toThrow(
      'terraform.binary is "/nowhere/tf", and there is no program there',
    );
  });

  it.each([
    ['echo \'{"terraform_version":"1.5.7"}\'', 'is version 1.5.7; version 1.9'],
    ['echo \'{"terraform_version":"2.0.0"}\'', 'is version 2.0.0'],
    ['echo hello', 'is no terraform or tofu'],
    ['exit 1', 'is no terraform or tofu'],
  ])('refuses %s', async (script, words) => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tp-')), 'tf');
    fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await expect(findBinary({ configured: file })).rejects.toThrow(words);
  });
});

it('takes no key that could be a path', async () => {
  for (const key of ['', '../x', 'A', 'a/b', '.', 'a'.repeat(64)]) {
    await expect(shop.terraform.stack(key)).rejects.toThrow('cannot be one');
  }
});
