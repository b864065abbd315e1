import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { browserWorkspaces, digest, manifests, stamp } from './changes.mjs';
import { inside, logsDir, root, toolsDir } from './places.mjs';
import { run } from './run.mjs';
import { Trouble, stage } from './terminal.mjs';
import { YARN_VERSION, prepareToolchain } from './toolchain.mjs';

const INSTALL_BYTES = 3_500_000_000;
const DOCS_REQUIREMENTS = 'scripts/docs-requirements.txt';

export const docsBin = path.join(toolsDir, 'docs/bin');

function requireDisk() {
  const { bavail, bsize } = fs.statfsSync(root);
  if (bavail * bsize >= INSTALL_BYTES) return;
  const free = ((bavail * bsize) / 1e9).toFixed(1);
  throw new Trouble(
    `The packages need about 3.5 GB of disk; ${root} has ${free} GB free.`,
  );
}

function requireGit() {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
  } catch {
    throw new Trouble(
      'git is not on PATH. Install git, then run the same command again.',
    );
  }
}

function installPackages(env) {
  const done = stamp(
    'install',
    digest(['yarn.lock', '.yarnrc.yml', 'package.json', ...manifests()]),
  );
  if (done.isCurrent() && fs.existsSync(inside('node_modules/.yarn-state.yml')))
    return undefined;
  return stage('Install packages', async progress => {
    requireDisk();
    done.clear();
    await run(['yarn', 'install', '--immutable'], {
      cwd: root,
      env,
      log: path.join(logsDir, 'install.log'),
      onLine: line => progress(line.replace(/^➤ YN\d+: [│┌└·]?\s*/, '')),
    });
    done.set();
  });
}

function buildApp(env, node) {
  const done = stamp(
    'app',
    digest([...browserWorkspaces(), 'backstage.json', 'yarn.lock']),
  );
  if (done.isCurrent() && fs.existsSync(inside('packages/app/dist/index.html')))
    return undefined;
  return stage('Build the portal', async progress => {
    done.clear();
    await run(
      [
        node,
        inside('node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'build',
      ],
      {
        cwd: inside('packages/app'),
        env: { ...env, NODE_ENV: 'production' },
        log: path.join(logsDir, 'build.log'),
        onLine: progress,
      },
    );
    done.set();
  });
}

/** The documentation generator lives in Python: without Python, pages say so. */
async function installDocsTools(env) {
  const done = stamp('docs', digest([DOCS_REQUIREMENTS]));
  if (done.isCurrent() && fs.existsSync(path.join(docsBin, 'mkdocs')))
    return undefined;
  const dir = path.dirname(docsBin);
  const log = path.join(logsDir, 'docs-tools.log');
  try {
    done.clear();
    await run(['python3', '-m', 'venv', '--clear', dir], {
      cwd: root,
      env,
      log,
    });
    await run(
      [
        path.join(docsBin, 'python'),
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '-r',
        inside(DOCS_REQUIREMENTS),
      ],
      { cwd: root, env, log },
    );
    done.set();
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * Brings the checkout to where its commands work. Every stage is skipped when
 * nothing it reads has changed.
 *
 * @param {{packages?: boolean, app?: boolean, docs?: boolean}} wanted - what is needed beyond Node and Yarn
 */
export async function setUp({
  packages = true,
  app = false,
  docs = false,
} = {}) {
  requireGit();
  let toolchain;
  const before = fs.existsSync(path.join(toolsDir, 'bin/node'));
  const prepare = async () => {
    toolchain = await prepareToolchain();
    return toolchain.note;
  };
  if (before) await prepare();
  else await stage('Node and Yarn', prepare);

  const { env, node } = toolchain;
  // Python's packages come from another registry: both downloads at once.
  const docsTools = docs ? installDocsTools(env) : undefined;
  if (packages) await installPackages(env);
  if (app) await buildApp(env, node);
  const docsTrouble = await docsTools;
  if (docsTrouble) {
    console.log(
      `! Documentation tools are missing, so pages under Docs show what to install: ${
        docsTrouble.message.split('\n')[0]
      }`,
    );
  }
  return { ...toolchain, yarn: YARN_VERSION };
}
