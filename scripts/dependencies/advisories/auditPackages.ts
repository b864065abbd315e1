import { isOurs } from '../findForeignSources.ts';
import type { Finding } from '../Finding.ts';
import { idOf, type LockedPackage } from '../LockedPackage.ts';
import { speaksOf, type AdvisoryException } from '../rules.ts';
import type { Advisory, Affected } from './Advisory.ts';
import { isAffected } from './isAffected.ts';
import type { ReadAdvisory } from './readAdvisories.ts';

export interface Audit {
  findings: Finding[];
  /** Advisories that are taken for now, with the row that says why. */
  excepted: string[];
  /** What could not be told: files and advisories, by name. */
  notUnderstood: string[];
  /** How many advisories speak of packages of npm. Where there is none, nothing was checked. */
  asked: number;
  /** When the newest of them was changed. */
  newest?: string;
}

/** Holds the locked versions against advisories. `today` as `2026-12-31`. */
export async function auditPackages(
  locked: LockedPackage[],
  advisories: AsyncIterable<ReadAdvisory> | Iterable<ReadAdvisory>,
  exceptions: AdvisoryException[],
  today: string,
): Promise<Audit> {
  const audit: Audit = {
    findings: [],
    excepted: [],
    notUnderstood: [],
    asked: 0,
  };
  const byName = groupByName(locked.filter(one => !isOurs(one)));
  for await (const read of advisories) {
    if ('notUnderstood' in read) audit.notUnderstood.push(read.notUnderstood);
    else hold(read.advisory, { byName, exceptions, today, audit });
  }
  return audit;
}

interface Bench {
  byName: Map<string, LockedPackage[]>;
  exceptions: AdvisoryException[];
  today: string;
  audit: Audit;
}

function hold(advisory: Advisory, { byName, exceptions, today, audit }: Bench) {
  const ofNpm = (advisory.affected ?? []).filter(
    ({ package: its }) => its?.ecosystem === 'npm',
  );
  if (advisory.withdrawn || ofNpm.length === 0) return;
  audit.asked += 1;
  const { modified = '' } = advisory;
  if (modified > (audit.newest ?? '')) audit.newest = modified;
  for (const name of new Set(ofNpm.map(one => one.package!.name!))) {
    const entries = ofNpm.filter(one => one.package!.name === name);
    for (const one of byName.get(name) ?? []) {
      const verdicts = entries.map(entry => isAffected(one.version, entry));
      if (verdicts.includes('affected')) {
        judge(one, advisory, entries, { exceptions, today, audit });
      } else if (verdicts.includes('not-understood')) {
        audit.notUnderstood.push(`${advisory.id} for ${idOf(one)}`);
      }
    }
  }
}

function judge(
  one: LockedPackage,
  advisory: Advisory,
  entries: Affected[],
  { exceptions, today, audit }: Omit<Bench, 'byName'>,
) {
  const names = [advisory.id, ...(advisory.aliases ?? [])];
  const rows = exceptions.filter(
    row => names.includes(row.id) && speaksOf(row, one),
  );
  const holds = rows.find(({ until }) => until >= today);
  if (holds) {
    audit.excepted.push(
      `${idOf(one)} ${advisory.id} until ${holds.until}: ${holds.because}`,
    );
    return;
  }
  const ended = rows[0] ? `; the exception ended on ${rows[0].until}` : '';
  audit.findings.push({
    what: idOf(one),
    problem: `is affected by ${names.join(', ')}${severityOf(advisory)}: ${
      advisory.summary ?? 'without a summary'
    }${ended}`,
    remedy: `${wayOut(entries)}, or give a reason and a day under "advisories"`,
  });
}

const severityOf = ({ database_specific: its }: Advisory) =>
  its?.severity ? ` (${its.severity.toLowerCase()})` : '';

function wayOut(entries: Affected[]): string {
  const fixed = entries
    .flatMap(({ ranges = [] }) => ranges)
    .flatMap(({ events = [] }) => events)
    .flatMap(event => event.fixed ?? []);
  return fixed.length > 0
    ? `take ${fixed.join(' or ')}`
    : 'nothing mends it yet: go without it';
}

/** Each version once, also where the lock file has it patched too. */
function groupByName(packages: LockedPackage[]): Map<string, LockedPackage[]> {
  const groups = new Map<string, LockedPackage[]>();
  for (const one of packages) {
    const group = groups.get(one.name) ?? [];
    if (group.some(({ version }) => version === one.version)) continue;
    groups.set(one.name, [...group, one]);
  }
  return groups;
}
