import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandOf } from '../processes.ts';

/** The pid in the cluster's lock file, whether or not it still lives. */
function lockedBy(cluster: string): number | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  if (!fs.existsSync(file)) return undefined;
  return Number(fs.readFileSync(file, 'utf8').split('\n')[0]) || undefined;
}

/**
 * Stops a server that outlived the process that started it.
 *
 * The lock file of a dead server stays: PostgreSQL reads in it whether sessions
 * of that server still write to the cluster. Only a file whose pid now belongs
 * to another program is removed, since it would refuse every start.
 */
export async function clearLeftover(cluster: string): Promise<void> {
  const pid = lockedBy(cluster);
  if (pid === undefined) return;
  const command = commandOf(pid);
  if (command.includes(cluster)) {
    process.kill(pid, 'SIGINT');
    for (let i = 0; i < 100 && commandOf(pid); i++) await delay(100);
    if (commandOf(pid)) process.kill(pid, 'SIGKILL');
  } else if (command) {
    fs.rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
  }
}
