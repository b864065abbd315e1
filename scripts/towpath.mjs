#!/usr/bin/env node
// The front door of every root script. It runs on any Node from 18 on, needs no
// package, brings the pinned Node and Yarn, and hands over to them.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { reset } from './lib/reset.mjs';
import { inside, root } from './lib/places.mjs';
import { runScore } from './lib/score.mjs';
import { docsBin, setUp } from './lib/setup.mjs';
import { leaveStandardOutputAlone, report, Trouble } from './lib/terminal.mjs';

const require = createRequire(import.meta.url);
const tool = (bin, ...args) => ({
  script: [inside('node_modules', bin), ...args],
});
const own = (file, ...args) => ({ script: [inside(file), ...args] });
/** Files that are as they were when they were looked at last are not read again. */
const PRETTIER = ['--cache', '.'];
const ofPackage = name => ({ exported: name });

/** Each command: what must be set up, and the script, or the export of a package, that Node 24 then runs. */
const COMMANDS = {
  start: { needs: { app: true, docs: true }, ...own('scripts/start.ts') },
  dev: { needs: { docs: true }, ...own('scripts/start.ts', '--dev') },
  test: { needs: {}, ...own('scripts/test.ts') },
  'test:e2e': {
    needs: { app: true, docs: true },
    ...tool('@playwright/test/cli.js', 'test'),
  },
  token: { needs: {}, ...ofPackage('@towpath/sandbox/token') },
  password: { needs: {}, ...ofPackage('@towpath/sandbox/password') },
  actions: { needs: {}, ...own('scripts/actions.ts') },
  reseal: { needs: {}, ...own('scripts/reseal.ts') },
  dependencies: { needs: {}, ...own('scripts/dependencies.ts') },
  chaos: { needs: {}, ...own('scripts/chaos.mjs') },
  bench: { needs: {}, ...own('scripts/bench.mjs') },
  build: { needs: { app: true }, ...own('scripts/build.mjs') },
  lint: { needs: {}, ...own('scripts/lint.mjs') },
  tsc: { needs: {}, ...tool('typescript/bin/tsc') },
  fix: {
    needs: {},
    ...tool(
      'prettier/bin-prettier.js',
      ...PRETTIER,
      '--write',
      '--loglevel',
      'warn',
    ),
  },
  'prettier:check': {
    needs: {},
    ...tool('prettier/bin-prettier.js', ...PRETTIER, '--check'),
  },
  api: { needs: {}, ...own('scripts/apiReports.ts') },
  openapi: { needs: {}, ...own('scripts/openapi.ts') },
  'kubernetes-types': { needs: {}, ...own('scripts/kubernetesTypes.ts') },
  new: { needs: {}, ...own('scripts/new.ts') },
  setup: { needs: { app: true, docs: true } },
  exec: { needs: {} },
};

/** Calls back when npm, our parent, is gone. */
function onParentGone(end) {
  const parent = process.ppid;
  if (process.env.npm_execpath) {
    setInterval(() => process.ppid !== parent && end(), 1000).unref();
  }
}

/** Hands signals on, and ends the child when npm, our parent, is gone. */
function tie(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C reaches the whole group, so the child has its own SIGINT already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  onParentGone(() => child.kill('SIGTERM'));
}

function handOver(node, args, env, cwd = root) {
  // The fourth pipe closes when this process dies in whatever way: a supervisor
  // that watches it stops what it started.
  const child = spawn(node, args, {
    cwd,
    env: {
      // Half of what a short process does is compiling what it loads. What is in it follows contents, and may be deleted.
      NODE_COMPILE_CACHE: inside('.towpath/compiled'),
      ...env,
      PATH: [docsBin, env.PATH].join(path.delimiter),
      TOWPATH_LIFELINE: '3',
    },
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  tie(child);
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
    process.exit();
  });
}

async function main([name, ...args]) {
  if (name === 'reset') {
    await reset(args);
    return;
  }
  if (name === 'score') {
    leaveStandardOutputAlone();
    onParentGone(() => process.kill(process.pid, 'SIGTERM'));
    await runScore(args, handOver);
    return;
  }
  const command = COMMANDS[name];
  if (!command) {
    throw new Trouble(
      `There is no command "${name ?? ''}". There are: ${[
        ...Object.keys(COMMANDS),
        'reset',
        'score',
      ].join(', ')}.`,
    );
  }
  if (!['start', 'dev', 'setup'].includes(name)) leaveStandardOutputAlone();
  // Yarn is how one mends packages that cannot be installed as they stand.
  const mends = name === 'exec' && args[0] === 'yarn';
  const { node, env } = await setUp({ ...command.needs, packages: !mends });
  if (name === 'exec') {
    if (args.length === 0)
      throw new Trouble('Say what to run, e.g. npm run exec -- yarn why react');
    const program = args[0] === 'node' ? node : args[0];
    const found = fs.existsSync(program) ? program : args[0];
    handOver(found, args.slice(1), env);
  } else if (command.exported) {
    handOver(node, [require.resolve(command.exported), ...args], env);
  } else if (command.script) {
    handOver(node, [...command.script, ...args], env);
  }
}

main(process.argv.slice(2)).catch(error => {
  report(error);
  process.exitCode = 1;
});
