import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { namespaceCage } from './cages/namespaceCage.ts';
import { plainCage } from './cages/plainCage.ts';
import { Jail } from './Jail.ts';

export interface JailOptions {
  /** A folder for what runs leave behind when this process is killed; it must exist. Default: the system's. */
  scratch?: string;
}

// Its own file is there, that of somebody else is not, and the only network is the one within.
const PROBE = `
test -e mine && test ! -e "$1" && ! grep -v lo: /proc/net/dev | grep -q : && echo closed
`;

/** Finds the strongest jail that this machine gives, by locking a program up and asking it. */
export async function openJail({ scratch }: JailOptions = {}): Promise<Jail> {
  if (process.platform === 'linux') {
    const jail = new Jail(namespaceCage(), scratch);
    if (await isClosed(jail, scratch ?? tmpdir())) return jail;
  }
  // Its account has to reach the folder, which that of a data folder under /root does not.
  return new Jail(plainCage());
}

async function isClosed(jail: Jail, scratch: string): Promise<boolean> {
  const place = await mkdtemp(path.join(scratch, 'towpath-probe-'));
  const folder = path.join(place, 'folder');
  const outside = path.join(place, 'outside');
  let said = '';
  try {
    await mkdir(folder);
    await writeFile(path.join(folder, 'mine'), '');
    await writeFile(outside, '');
    const ending = await jail.run({
      command: ['sh', '-c', PROBE, 'probe', outside],
      folder,
      limits: { time: 30_000, disk: 16_000_000 },
      onOutput: chunk => (said += chunk),
    });
    return ending.end === 'exited' && said.trim() === 'closed';
  } catch {
    return false;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
