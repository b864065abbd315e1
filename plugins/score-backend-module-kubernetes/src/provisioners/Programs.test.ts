import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@towpath/test-kit';
import type { JsonObject } from '@backstage/types';
import { call, requestWith } from '../__testUtils__/asking';
import { ProvisionersDriver } from '../drivers/ProvisionersDriver';
import { Programs } from './Programs';

const folder = mkdtempSync(join(tmpdir(), 'programs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

const driverWith = (timeoutMs = 60_000) =>
  new ProvisionersDriver({
    derive: () => Buffer.alloc(32, 1),
    programs: new Programs({ folder, timeoutMs }),
  });

const ask = (settings: JsonObject, signal = call.signal) =>
  driverWith().apply(requestWith(settings), { ...call, signal });

const isGone = (pid: string) => {
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch {
    return true;
  }
};

it('asks a program as score-k8s does, and takes the secrets out of what it answers', async () => {
  const answer = JSON.stringify({
    resource_state: { password: 'hunter-two' },
    resource_outputs: { host: 'queue', password: 'hunter-two' },
    shared_state: {},
    manifests: [],
  });
  program(
    'make-queue',
    `cat > asked.json; echo "$1" > mode; env > env; echo '${answer}'`,
  );
  const { outputs, secrets, state, memory } = await ask({
    uri: 'cmd://make-queue#any',
    args: ['<mode>'],
  });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  expect(JSON.parse(read('asked.json'))).toMatchObject({
    resource_guid: '0b6c9a52-6f0c-4a5e-9f3e-0f4d2c7b9f11',
    resource_uid: 'sample.default#orders.it',
    resource_params: {},
    resource_state: {},
    shared_state: {},
    source_workload: 'orders',
    workload_services: {},
    namespace: 'orders-dev',
  });
  expect(read('mode')).toBe('provision\n');
  expect(read('env')).not.toContain('NODE_ENV');
  const name = 'provisioned-0b6c9a52';
  expect(outputs).toEqual({
    host: 'queue',
    password: { secretRef: { name, key: 'password' } },
  });
  expect(secrets).toEqual({ [`${name}.password`]: 'hunter-two' });
  expect(memory).toMatchObject({ state: { password: 'hunter-two' } });
  expect(JSON.stringify({ outputs, state })).not.toContain('hunter-two');
});

it('runs none for a plan, and plans again once it is asked for something else', async () => {
  program(
    'leaves-a-trace',
    `touch ran; echo '{"resource_outputs":{"host":"a"}}'`,
  );
  const driver = driverWith();
  const request = requestWith({ uri: 'cmd://leaves-a-trace' });
  const plan = await driver.plan(request, call);
  expect(plan).toMatchObject({ action: 'create', outputs: {} });
  expect(plan.notes).toEqual([
    expect.stringContaining('known when it is provided'),
  ]);
  expect(() => readFileSync(join(folder, 'ran'))).toThrow();

  const { state } = await driver.apply(request, call);
  expect(await driver.plan({ ...request, state }, call)).toMatchObject({
    action: 'none',
    outputs: { host: 'a' },
  });
  const changed = { ...request, state, params: { size: 2 } };
  expect(await driver.plan(changed, call)).toMatchObject({ action: 'update' });
});

it.each([
  ['what is no JSON', 'echo hunter-two', /no JSON/, 'InputError'],
  [
    'a field that is not known',
    `echo '{"outputs":{}}'`,
    /answers outputs, which is not known/,
    'InputError',
  ],
  [
    'a list of outputs',
    `echo '{"resource_outputs":[]}'`,
    /resource_outputs that is no map/,
    'InputError',
  ],
  ['more than anybody reads', 'yes', /more than 4194304 bytes/, 'InputError'],
  [
    'an error',
    'echo hunter-two >&2; exit 3',
    /ended with 3/,
    'ServiceUnavailableError',
  ],
])(
  'refuses an answer that is %s, without its words',
  async (_, text, message, name) => {
    program('odd', text);
    const error = await ask({ uri: 'cmd://odd' }).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
    expect(error!.message).not.toContain('hunter-two');
  },
);

it.each(['cmd:///bin/sh', 'cmd://../sh', 'cmd://~/sh', 'cmd://a/b', 'cmd://.'])(
  'refuses %s before anything runs',
  uri => {
    expect(driverWith().checkSettings({ uri })).toEqual([
      expect.stringContaining('give the name of a program'),
    ]);
  },
);

it('follows no link out of the folder', async () => {
  symlinkSync('/bin/sh', join(folder, 'shell'));
  await expect(ask({ uri: 'cmd://shell' })).rejects.toThrow(
    /no link to another place/,
  );
  await expect(ask({ uri: 'cmd://gone' })).rejects.toThrow(
    /is not in the folder/,
  );
});

it('kills a program, and all that it has begun, with the run', async () => {
  program('waits', 'sleep 600 & echo $! > begun.new; mv begun.new begun; wait');
  const controller = new AbortController();
  const asked = ask({ uri: 'cmd://waits' }, controller.signal);
  const read = async () => {
    try {
      return readFileSync(join(folder, 'begun'), 'utf8');
    } catch {
      return '';
    }
  };
  const pid = await until('the program has begun', read, text => text !== '');
  const reason = new Error('The run was cancelled');
  controller.abort(reason);
  await expect(asked).rejects.toBe(reason);
  await until(
    'what it has begun is gone',
    async () => isGone(pid),
    gone => gone,
  );
});

it('waits no longer than is allowed, also for what a program has left behind', async () => {
  program('hangs', 'sleep 600');
  const late = driverWith(100).apply(requestWith({ uri: 'cmd://hangs' }), call);
  await expect(late).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: expect.stringContaining('did not answer within 0.1 seconds'),
  });
  program('leaves', `sleep 600 & echo '{}'`);
  expect((await ask({ uri: 'cmd://leaves' })).outputs).toEqual({});
});
