import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** One process, told from a later one that got the same number. */
export interface ProcessId {
  pid: number;
  /** When it began, in the words of the system; means something on this machine only. */
  startTime: string;
}

/** This process, or the one with that number; undefined when there is none or it has ended. */
export function identify(pid: number = process.pid): ProcessId | undefined {
  const startTime = readStartTime(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

export function isAlive({ pid, startTime }: ProcessId): boolean {
  return readStartTime(pid) === startTime;
}

const LINUX = fs.existsSync('/proc/self/stat');

/** False for one that a machine before its last start knew; where that cannot be told, true. */
export function isOfThisBoot({ startTime }: ProcessId): boolean {
  return !LINUX || startTime.startsWith(`${bootId()}/`);
}

function readStartTime(pid: number): string | undefined {
  if (!LINUX) return ask(['-o', 'lstart=', '-p', String(pid)]) || undefined;
  const stat = readStat(pid);
  return stat && stat.state !== 'Z' ? `${bootId()}/${stat.ticks}` : undefined;
}

/** The processes of a group that have not ended. */
export function groupMembers(group: number): number[] {
  if (!LINUX) return groupMembersByPs(group);
  return fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      const stat = readStat(pid);
      return stat?.group === group && stat.state !== 'Z';
    });
}

function groupMembersByPs(group: number): number[] {
  return ask(['-A', '-o', 'pid=,pgid=,stat='])
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(
      ([, pgid, stat]) => Number(pgid) === group && !stat?.startsWith('Z'),
    )
    .map(([pid]) => Number(pid));
}

function ask(args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function readStat(pid: number) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], group: Number(fields[2]), ticks: fields[19] };
  } catch {
    return undefined;
  }
}

// Ticks count from the start of the machine.
function bootId(): string {
  return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
