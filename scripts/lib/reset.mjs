import fs from 'node:fs';
import path from 'node:path';
import { dataDir, inside } from './places.mjs';
import { stage, Trouble } from './terminal.mjs';

// Downloads, what records them, and code that is compiled: not state of the portal.
const KEPT = new Set(['tools', 'stamps', 'compiled']);

function runningPid() {
  try {
    const { pid } = JSON.parse(
      fs.readFileSync(path.join(dataDir, 'run.json'), 'utf8'),
    );
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

function remove(at) {
  // The database of a root user may lie elsewhere, behind a link.
  const linked = fs.lstatSync(at).isSymbolicLink() && fs.existsSync(at);
  if (linked) fs.rmSync(fs.realpathSync(at), { recursive: true, force: true });
  fs.rmSync(at, { recursive: true, force: true });
}

/** Empties the data folder; with `--all` downloaded tools, packages and compiled code too. */
export async function reset(args) {
  const pid = runningPid();
  if (pid)
    throw new Trouble(
      `Towpath is running (process ${pid}). Stop it first, then run "npm run reset".`,
    );
  const all = args.includes('--all');
  await stage('Remove data', async () => {
    const names = fs.existsSync(dataDir) ? fs.readdirSync(dataDir) : [];
    for (const name of names)
      if (all || !KEPT.has(name)) remove(path.join(dataDir, name));
    if (all)
      fs.rmSync(inside('node_modules'), { recursive: true, force: true });
    return all ? 'data, tools, packages and compiled code' : dataDir;
  });
}
