import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isRoot, takeAccount } from './account.ts';
import { asLines, type Cage, type CagedRun, type CageProcess } from './Cage.ts';
import { NAMESPACE_SCRIPT } from './namespaceScript.ts';
import { jailedPath, toolPath } from './systemPath.ts';

const NAMESPACES = '--mount --net --ipc --uts --pid --fork --kill-child'.split(
  ' ',
);
const NO_RIGHTS = ['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs'];
const OPEN_FILES = 1024;
const DATA_BYTES = 4_000_000_000;

/**
 * Namespaces of Linux, made with the tools of util-linux: as root under an account of its own,
 * otherwise in a user namespace.
 */
export function namespaceCage(): Cage {
  const protections = { account: isRoot(), files: true, network: true };
  return { name: 'namespaces', protections, prepare };
}

async function prepare(run: CagedRun): Promise<CageProcess> {
  const root = path.join(run.scratch, 'root');
  const kept = path.join(run.scratch, 'kept');
  await mkdir(root);
  await mkdir(kept, { mode: 0o700 });
  const account = isRoot() ? takeAccount() : undefined;
  return {
    file: 'unshare',
    args: [
      ...(account ? [] : ['--user', '--map-root-user']),
      ...NAMESPACES,
      'sh',
      '-c',
      NAMESPACE_SCRIPT,
      'jail',
      ...limited(run, account?.uid),
    ],
    options: {
      cwd: '/',
      env: settings(run, { root, kept, uid: account?.uid }),
    },
    kept,
    sweep: async () => account?.release(),
  };
}

function settings(
  run: CagedRun,
  { root, kept, uid = 0 }: { root: string; kept: string; uid?: number },
) {
  return {
    PATH: toolPath(),
    LC_ALL: 'C',
    JAIL_ROOT: root,
    JAIL_DISK: String(run.limits.disk),
    JAIL_FILES: String(run.limits.files),
    JAIL_READABLE: asLines(run.readable),
    JAIL_FOLDER: run.folder,
    JAIL_KEEP: run.keep ?? '',
    JAIL_KEPT: kept,
    JAIL_UID: String(uid),
  };
}

/** The command, without rights and within limits that it cannot raise. */
function limited(
  { command, env, limits, path: first }: CagedRun,
  uid?: number,
) {
  const variables = {
    PATH: jailedPath(first),
    HOME: '/jail/home',
    TMPDIR: '/tmp',
    ...env,
  };
  return [
    'prlimit',
    `--nproc=${limits.processes}`,
    `--nofile=${OPEN_FILES}`,
    `--fsize=${limits.disk}`,
    `--data=${DATA_BYTES}`,
    '--core=0',
    'setpriv',
    ...(uid ? [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'] : []),
    ...NO_RIGHTS,
    'env',
    '-i',
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    ...command,
  ];
}
