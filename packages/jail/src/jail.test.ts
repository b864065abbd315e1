import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { until } from '@towpath/test-kit';
import type { Ending, JailedRun, Protections } from './index.ts';
import { openJail } from './index.ts';

const PROGRAM = path.join(import.meta.dirname, '__testUtils__/runOnce.ts');
const NODE = process.execPath;
const NODE_HOME = path.dirname(path.dirname(NODE));
const STRANGER = 54_321;
const isRoot = process.getuid?.() === 0;

interface Outcome {
  protections: Protections;
  gaps?: string;
  ending: Ending;
  output: string;
}

type Options = Partial<JailedRun> & { plain?: boolean };

let home: string;
let closed = false;
const isOpen = () => !closed;

before(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'towpath-jails-'));
  fs.chmodSync(home, 0o755);
  closed = (await openJail()).isClosed;
});

after(() => fs.rmSync(home, { recursive: true, force: true }));

/** A folder of the account that the run is started by. */
function makeFolder(name: string, files: Record<string, string>, uid?: number) {
  const folder = fs.mkdtempSync(path.join(home, `${name}-`));
  for (const [file, text] of Object.entries(files))
    fs.writeFileSync(path.join(folder, file), text);
  if (uid) fs.chownSync(folder, uid, uid);
  return folder;
}

async function jailed(
  uid: number | undefined,
  folder: string,
  options: Options & Pick<JailedRun, 'command'>,
): Promise<Outcome> {
  const run = { folder, limits: { time: 60_000 }, ...options };
  const { stdout } = await promisify(execFile)(
    NODE,
    [PROGRAM, JSON.stringify(run)],
    {
      uid,
      gid: uid,
      env: { ...process.env, SECRET_OF_THE_PORTAL: 'hush-env' },
    },
  );
  return JSON.parse(stdout);
}

const node = (program: string): Options & Pick<JailedRun, 'command'> => ({
  command: [NODE, '-e', program],
  readable: [NODE_HOME],
});

const sh = (program: string) => ({ command: ['sh', '-c', program] });

const running = (mark: string) =>
  fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark);
      } catch {
        return false;
      }
    });

async function listening(t: TestContext) {
  const server = net.createServer(socket => socket.end('hush-port'));
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as net.AddressInfo).port;
}

/** A test for the account that runs it, and for one that is not root. */
function attack(
  name: string,
  run: (uid: number | undefined, t: TestContext) => Promise<void>,
) {
  const accounts: [string, number | undefined][] = isRoot
    ? [
        ['as root', undefined],
        ['without root', STRANGER],
      ]
    : [['without root', undefined]];
  for (const [who, uid] of accounts)
    test(`${name}, ${who}`, async t => {
      if (isOpen()) t.skip('this machine gives no namespaces');
      else await run(uid, t);
    });
}

attack('a file that the portal may read is not there', async uid => {
  const secret = path.join(home, `secret-${uid}`);
  fs.writeFileSync(secret, 'hush-file', { mode: 0o644 });
  const folder = makeFolder('reads', {}, uid);
  fs.symlinkSync(secret, path.join(folder, 'link'));
  const { output, ending } = await jailed(uid, folder, {
    ...sh(`cat '${secret}' link /proc/1/root/${secret} /proc/1/environ /proc/*/cwd/../../${secret} /etc/shadow ../../${secret}
      ls ${home} /root /home /var; echo done`),
  });
  assert.deepEqual(ending, { end: 'exited', code: 0 });
  assert.doesNotMatch(output, /hush|root:|reads-/);
  assert.match(output, /done/);
});

attack('nothing is in the environment but what was given', async uid => {
  const { output } = await jailed(uid, makeFolder('env', {}, uid), {
    ...sh('env; cat /proc/*/environ'),
    env: { GIVEN: 'yes' },
  });
  assert.match(output, /^GIVEN=yes$/m);
  assert.doesNotMatch(output, /hush-env|SECRET_OF|JAIL_/);
});

attack(
  'a port and a socket of this machine are out of reach',
  async (uid, t) => {
    const port = await listening(t);
    const socket = net.createServer().listen(`\0towpath-${port}`);
    t.after(() => socket.close());
    const { output } = await jailed(uid, makeFolder('net', {}, uid), {
      ...node(`for (const to of [{port: ${port}, host: '127.0.0.1'}, {port: ${port}, host: 'localhost'}, {path: '\\0towpath-${port}'}, {port: 53, host: '192.0.2.1'}]) {
      const s = require('net').connect(to, () => console.log('REACHED'));
      s.on('data', d => console.log(String(d))); s.on('error', e => console.log('refused', e.code));
    }`),
    });
    assert.doesNotMatch(output, /REACHED|hush/);
    assert.equal(output.match(/refused/g)?.length, 4, output);
  },
);

attack('a server within the jail answers within it', async uid => {
  const { output } = await jailed(uid, makeFolder('loop', {}, uid), {
    ...node(`const s = require('http').createServer((q, a) => a.end('hello')).listen(0, '127.0.0.1', async () => {
      console.log(await (await fetch('http://localhost:' + s.address().port).catch(e => { console.log(e.cause); process.exit(1) })).text()); process.exit(0) });`),
  });
  assert.match(output, /hello/);
});

attack('nothing outside is written, nor the folder itself', async uid => {
  const outside = makeFolder('outside', {}, uid);
  const folder = makeFolder('writes', { 'a.txt': 'before' }, uid);
  await jailed(uid, folder, {
    ...sh(
      `echo after > a.txt; echo x > ${outside}/x; mkdir -p ${outside}; echo x > ${outside}/x; echo x > ${NODE_HOME}/x; echo x > /usr/x`,
    ),
    readable: [NODE_HOME],
  });
  assert.equal(fs.readFileSync(path.join(folder, 'a.txt'), 'utf8'), 'before');
  assert.deepEqual(fs.readdirSync(outside), []);
  assert.ok(!fs.existsSync(path.join(NODE_HOME, 'x')));
});

attack('no right over the machine is left', async uid => {
  const { output } = await jailed(uid, makeFolder('rights', {}, uid), {
    ...sh(`grep -E '^(Cap(Eff|Prm|Bnd)|NoNewPrivs)' /proc/self/status
      mount -t tmpfs none /tmp; umount /usr; chroot / true; echo 1 > /proc/sys/vm/drop_caches && echo TUNED; ls /.kept; kill -9 1; echo 'still here'`),
  });
  for (const name of ['CapEff', 'CapPrm', 'CapBnd'])
    assert.match(output, new RegExp(`^${name}:\\s+0+$`, 'm'));
  assert.match(output, /^NoNewPrivs:\s+1$/m);
  assert.doesNotMatch(output, /TUNED/);
  assert.match(output, /still here/);
});

attack('processes outside can be neither seen nor ended', async (uid, t) => {
  const bystander = spawn('sleep', ['600'], { uid, gid: uid });
  t.after(() => bystander.kill('SIGKILL'));
  const { output } = await jailed(uid, makeFolder('kills', {}, uid), {
    ...sh(
      `kill -9 ${bystander.pid}; ls -d /proc/[0-9]* | wc -l; kill -9 -1; true`,
    ),
  });
  assert.equal(bystander.exitCode ?? bystander.signalCode, null);
  assert.ok(Number(/^\d+$/m.exec(output)) < 10, output);
});

attack(
  'a bomb of processes goes off inside, and nothing of it stays',
  async uid => {
    const mark = `bomb-${uid}-${process.pid}`;
    const { ending } = await jailed(uid, makeFolder('bomb', {}, uid), {
      command: [
        'sh',
        '-c',
        // The first shell becomes something else: one that cannot fork any more ends by itself.
        'b() { b | b & }; b & exec sleep 600',
        mark,
      ],
      limits: { time: 5_000, processes: 60 },
    });
    assert.deepEqual(ending, { end: 'timed-out' });
    assert.deepEqual(running(mark), []);
  },
);

attack(
  'what a program leaves behind in a session of its own ends with it',
  async uid => {
    const mark = `left-${uid}-${process.pid}`;
    const { ending, output } = await jailed(uid, makeFolder('left', {}, uid), {
      command: [
        'sh',
        '-c',
        `setsid sh -c 'while :; do sleep 1; done' ${mark} & sleep 1; echo begun`,
      ],
    });
    assert.deepEqual(ending, { end: 'exited', code: 0 });
    assert.match(output, /begun/);
    assert.deepEqual(running(mark), []);
  },
);

attack(
  'when whoever started it is killed, the program ends too',
  async (uid, t) => {
    const mark = `orphan-${uid}-${process.pid}`;
    const run = {
      folder: makeFolder('orphan', {}, uid),
      command: ['sh', '-c', 'while :; do sleep 1; done', mark],
    };
    const portal = spawn(NODE, [PROGRAM, JSON.stringify(run)], {
      uid,
      gid: uid,
    });
    t.after(() => portal.kill('SIGKILL'));
    const count = () =>
      running(mark).filter(pid => pid !== String(portal.pid)).length;
    await until('the program runs', () => count() > 0);
    portal.kill('SIGKILL');
    await until('the program has ended', () => count() === 0);
  },
);

attack('a disk is filled up to the limit and no further', async uid => {
  const limits = { time: 60_000, disk: 20_000_000, files: 500 };
  const one = await jailed(uid, makeFolder('disk', {}, uid), {
    ...sh('exec 5>gone; rm gone; cat /dev/zero >&5'),
    limits,
  });
  assert.notDeepEqual(one.ending, { end: 'exited', code: 0 });
  const many = await jailed(uid, makeFolder('disk', {}, uid), {
    ...sh('i=0; while : > f$i; do i=$((i+1)); [ $i -lt 5000 ] || exit 0; done'),
    limits,
  });
  assert.notDeepEqual(many.ending, { end: 'exited', code: 0 });
  assert.match(many.output, /No space left/);
});

attack('a folder over the limit is not begun', async uid => {
  const folder = makeFolder('big', { 'big.bin': 'x'.repeat(3_000_000) }, uid);
  const { ending, output } = await jailed(uid, folder, {
    ...sh('echo begun'),
    limits: { disk: 1_000_000 },
  });
  assert.deepEqual(ending, { end: 'too-big' });
  assert.equal(output, '');
});

attack('only regular files come out', async uid => {
  const to = path.join(makeFolder('kept', {}, uid), 'site');
  await jailed(uid, makeFolder('keep', {}, uid), {
    ...sh(`mkdir -p site/deep; echo page > site/deep/index.html; chmod 4755 site/deep/index.html
      ln -s /etc/passwd site/link; ln -s .. site/up; mkfifo site/pipe`),
    keep: { from: 'site', to },
  });
  assert.deepEqual(fs.readdirSync(to, { recursive: true }).sort(), [
    'deep',
    'deep/index.html',
  ]);
  assert.equal(
    fs.statSync(path.join(to, 'deep/index.html')).mode & 0o7777,
    0o644,
  );
});

attack('a link in the place of what comes out brings nothing', async uid => {
  const to = path.join(makeFolder('kept', {}, uid), 'site');
  await jailed(uid, makeFolder('keep', {}, uid), {
    ...sh('ln -s /proc/1 site'),
    keep: { from: 'site', to },
  });
  assert.deepEqual(fs.existsSync(to) ? fs.readdirSync(to) : [], []);
});

attack('output stops at its limit', async uid => {
  const { output } = await jailed(uid, makeFolder('talks', {}, uid), {
    ...sh('head -c 5000000 /dev/zero | tr "\\0" x'),
    limits: { output: 1000 },
  });
  assert.match(output, /^x{1000}\nThe output ends here/);
});

test(
  'root’s program has an account that nothing else has',
  { skip: isRoot ? false : 'not root' },
  async t => {
    if (isOpen()) {
      t.skip('this machine gives no namespaces');
      return;
    }
    const folder = makeFolder('who', {});
    fs.chmodSync(folder, 0o700);
    const { output } = await jailed(undefined, folder, sh('id -u; touch mine'));
    assert.doesNotMatch(
      fs.readFileSync('/etc/passwd', 'utf8'),
      new RegExp(`:${output.trim()}:`),
    );
    assert.ok(Number(output) > 60_000);
  },
);

for (const [who, uid] of isRoot
  ? ([
      ['as root', undefined],
      ['without root', STRANGER],
    ] as const)
  : ([['without root', undefined]] as const)) {
  test(`where there are no namespaces the gaps are named, and limits hold, ${who}`, async () => {
    const plain = true;
    const { gaps, output, protections } = await jailed(
      uid,
      makeFolder('plain', {}, uid),
      {
        ...sh('env; id -u'),
        plain,
      },
    );
    assert.match(gaps!, /read every file .*, reach the network/);
    assert.equal(protections.account, isRoot && uid === undefined);
    assert.doesNotMatch(output, /hush/);
    assert.doesNotMatch(output, /^0$/m);
    const mark = `plain-${uid}-${process.pid}`;
    const { ending } = await jailed(uid, makeFolder('plain', {}, uid), {
      command: ['sh', '-c', 'while :; do sleep 1; done', mark],
      limits: { time: 2_000 },
      plain,
    });
    assert.deepEqual(ending, { end: 'timed-out' });
    assert.deepEqual(running(mark), []);
    const full = await jailed(uid, makeFolder('plain', {}, uid), {
      ...sh(
        'i=0; while :; do head -c 200000 /dev/zero > f$i; i=$((i+1)); done',
      ),
      limits: { disk: 1_000_000, time: 120_000 },
      plain,
    });
    assert.deepEqual(full.ending, { end: 'too-big' });
  });
}
