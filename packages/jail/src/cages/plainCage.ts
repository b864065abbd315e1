import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isRoot, takeAccount } from './account.ts';
import type { Cage, CagedRun, CageProcess } from './Cage.ts';
import { PLAIN_SCRIPT } from './plainScript.ts';
import { toolPath } from './systemPath.ts';

const asAccount = (uid: number) => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${uid}`,
  '--clear-groups',
  '--inh-caps=-all',
  '--bounding-set=-all',
  '--no-new-privs',
];

/**
 * For a system without namespaces. Root still gives the program an account of its own; for anybody
 * else it keeps the environment away, and the limits of time, disk and output.
 */
export function plainCage(): Cage {
  return {
    name: 'limits',
    protections: { account: isRoot(), files: false, network: false },
    prepare,
  };
}

async function prepare(run: CagedRun): Promise<CageProcess> {
  const work = path.join(run.scratch, 'work');
  const home = path.join(run.scratch, 'home');
  await mkdir(work);
  await mkdir(home);
  const account = isRoot() ? takeAccount() : undefined;
  return {
    file: 'sh',
    args: ['-c', PLAIN_SCRIPT, 'jail', ...limited(run, home, account?.uid)],
    options: {
      cwd: '/',
      env: {
        PATH: toolPath(),
        LC_ALL: 'C',
        JAIL_FOLDER: run.folder,
        JAIL_WORK: work,
        JAIL_HOME: home,
        JAIL_SCRATCH: run.scratch,
        JAIL_KILOBYTES: String(Math.ceil(run.limits.disk / 1024)),
        JAIL_UID: String(account?.uid ?? 0),
      },
    },
    kept: path.join(work, run.keep ?? '.'),
    async sweep() {
      if (account) await endAll(account.uid);
      account?.release();
    },
  };
}

function limited(run: CagedRun, home: string, uid?: number): string[] {
  const variables = {
    PATH: [...run.path, toolPath()].join(path.delimiter),
    HOME: home,
    TMPDIR: home,
    ...run.env,
  };
  return [
    ...(uid ? ['prlimit', `--nproc=${run.limits.processes}`] : []),
    ...(uid ? asAccount(uid) : []),
    'env',
    '-i',
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    ...run.command,
  ];
}

/** Whatever left the process group still has the account. */
function endAll(uid: number): Promise<void> {
  const [file, ...args] = [...asAccount(uid), 'sh', '-c', 'kill -s KILL -- -1'];
  return new Promise(resolve =>
    execFile(file, args, { env: { PATH: toolPath() } }, () => resolve()),
  );
}
