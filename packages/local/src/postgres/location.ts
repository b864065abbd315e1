import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The user that PostgreSQL runs as when we are root; `undefined` runs it as ourselves. */
interface ServerUser {
  uid: number;
  gid: number;
}

export interface Location {
  /** Folder that holds the cluster and the binaries; every parent is open to `user`. */
  dir: string;
  user?: ServerUser;
}

/** Where root keeps clusters of checkouts that an unprivileged user cannot reach. */
const SHARED_STATE = '/var/lib/towpath';

const numericId = (flag: '-u' | '-g') =>
  Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

function unprivilegedUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: numericId('-u'), gid: numericId('-g') };
}

/** Whether others may pass through every folder above `dir`. */
function isReachable(dir: string): boolean {
  for (let at = path.dirname(dir); ; at = path.dirname(at)) {
    if (fs.existsSync(at) && (fs.statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * Finds or makes the folder for a cluster.
 *
 * PostgreSQL refuses to run as root, and a home folder with mode 0700 hides the
 * checkout from every other user. There, the folder lies under `/var/lib/towpath`
 * and `dir` is a link to it, so that it is found again and removed with the rest.
 *
 * @param dir - where the cluster belongs, e.g. `.towpath/postgres`; absolute
 */
export function prepareLocation(dir: string): Location {
  const user = unprivilegedUser();
  const linked = fs.lstatSync(dir, { throwIfNoEntry: false })?.isSymbolicLink();
  if (linked && fs.existsSync(dir)) return { dir: fs.realpathSync(dir), user };
  if (linked) fs.rmSync(dir);

  if (!user || isReachable(dir)) {
    fs.mkdirSync(dir, { recursive: true });
    if (user) fs.chownSync(dir, user.uid, user.gid);
    return { dir, user };
  }

  const target = path.join(SHARED_STATE, randomBytes(6).toString('hex'));
  fs.mkdirSync(target, { recursive: true, mode: 0o755 });
  fs.chownSync(target, user.uid, user.gid);
  fs.mkdirSync(path.dirname(dir), { recursive: true });
  fs.symlinkSync(target, dir);
  return { dir: target, user };
}
