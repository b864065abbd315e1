import fs from 'node:fs';
import path from 'node:path';

/** Whose a stack is, as portals of before kept it beside the state. */
interface EarlierOwner {
  owner: string;
  by: string;
  /** Milliseconds since 1970. */
  since: number;
}

const fileOf = (folder: string) => path.join(folder, 'owner.json');

export function readEarlierOwner(folder: string): EarlierOwner | undefined {
  try {
    return JSON.parse(fs.readFileSync(fileOf(folder), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Once it is known elsewhere: it must not come back when the stack is somebody else's. */
export function forgetEarlierOwner(folder: string): void {
  fs.rmSync(fileOf(folder), { force: true });
}
