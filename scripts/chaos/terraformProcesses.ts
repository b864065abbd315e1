import fs from 'node:fs';

/** A process that works for a run: Terraform, the shell around it, or what it has started. */
export interface RunProcess {
  pid: number;
  run: string;
  /** What was called, such as `terraform apply -json`. */
  command: string;
}

/** By the name that it shows for its state, a process tells for which run it works. */
const RUN = /(?:^|\0)TF_HTTP_USERNAME=run-([0-9a-f-]{36})(?:\0|$)/;
const APPLY = /^\S*\/(?:terraform|tofu) apply /;

/** All that live at the moment and work below a folder: this machine may have other Terraforms, which are nobody's here. */
export function findProcesses(folder: string): RunProcess[] {
  return fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && worksBelow(folder, name))
    .flatMap(name => {
      const [, run] = RUN.exec(read(name, 'environ')) ?? [];
      const command = read(name, 'cmdline').replaceAll('\0', ' ');
      // One that has ended and was not asked for yet has no command any more.
      return run && command ? [{ pid: Number(name), run, command }] : [];
    });
}

/** Terraform itself, for applies. */
export const findApplies = (folder: string): RunProcess[] =>
  findProcesses(folder).filter(({ command }) => APPLY.test(command));

function worksBelow(folder: string, pid: string): boolean {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`);
  } catch {
    return false;
  }
}

/** Empty for what has ended meanwhile. */
function read(pid: string, file: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
