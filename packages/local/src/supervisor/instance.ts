import fs from 'node:fs';
import path from 'node:path';
import { commandOf } from '../processes.ts';

const PROGRAM = 'start.ts';

/**
 * Claims the data folder for this process, so that two starts never share it.
 *
 * @returns whether an earlier start ended without giving it back, i.e. was killed
 * @throws Error that names the process that holds it
 */
export function claimInstance(dataDir: string, portalUrl: string): boolean {
  const file = path.join(dataDir, 'run.json');
  const found = fs.existsSync(file);
  if (found) {
    const { pid, url } = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (pid !== process.pid && commandOf(pid).includes(PROGRAM)) {
      throw new Error(
        `Towpath is running already, as process ${pid}, at ${url}. ` +
          'Stop it with Ctrl-C in its terminal, or give this one a folder of its own with TOWPATH_DATA and other ports.',
      );
    }
  }
  fs.mkdirSync(dataDir, { recursive: true });
  fs.writeFileSync(
    `${file}.new`,
    JSON.stringify({ pid: process.pid, url: portalUrl }),
  );
  fs.renameSync(`${file}.new`, file);
  return found;
}

export function releaseInstance(dataDir: string) {
  fs.rmSync(path.join(dataDir, 'run.json'), { force: true });
}
