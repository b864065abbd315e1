import semver from 'semver';
import { parse } from 'yaml';
import { Trouble } from '../lib/terminal.mjs';
import type { LockedPackage } from './LockedPackage.ts';

/** Which packages a row speaks of, and why it stands there. */
export interface Row {
  /** A name, or the beginning of names before a `*`: `@esbuild/*`. */
  packages: string;
  /** A range of versions as in package.json; `*` for all. */
  versions: string;
  because: string;
}

/** The licence of packages that say none, say it in other words, or are not on this machine. */
interface StatedLicence extends Row {
  /** What package.json says instead, word for word. */
  says?: string;
  /** An SPDX expression. */
  licence: string;
}

interface LicenceException extends Row {
  /** The expression that is taken although it is not allowed. */
  licence: string;
}

export interface AdvisoryException extends Row {
  /** As the advisory or one of its aliases is called: `GHSA-…`, `CVE-…`. */
  id: string;
  /** The last day that it holds on, as `2026-12-31`. */
  until: string;
}

/** `rules.yaml`, as a platform team edits it. */
export interface Rules {
  /** SPDX identifiers. */
  allowed: string[];
  stated: StatedLicence[];
  exceptions: LicenceException[];
  installScripts: Row[];
  advisories: AdvisoryException[];
}

const LISTS: Record<Exclude<keyof Rules, 'allowed'>, string[]> = {
  stated: ['licence'],
  exceptions: ['licence'],
  installScripts: [],
  advisories: ['id', 'until'],
};

const DAY = /^\d{4}-\d\d-\d\d$/;

/** @throws Trouble that names the row and its field */
export function readRules(text: string): Rules {
  const said = parse(text) ?? {};
  const rules = { allowed: said.allowed ?? [] } as Rules;
  for (const [list, fields] of Object.entries(LISTS)) {
    const rows: any[] = said[list] ?? [];
    rows.forEach((row, i) => requireRow(row, `${list}[${i}]`, fields));
    Object.assign(rules, { [list]: rows });
  }
  for (const name of Object.keys(said)) {
    if (!(name in rules)) {
      throw new Trouble(
        `rules.yaml: ${name} is not known; known are allowed, ${Object.keys(
          LISTS,
        ).join(', ')}`,
      );
    }
  }
  return rules;
}

export function speaksOf(
  { packages, versions }: Row,
  { name, version }: Pick<LockedPackage, 'name' | 'version'>,
): boolean {
  const named = packages.endsWith('*')
    ? name.startsWith(packages.slice(0, -1))
    : name === packages;
  return (
    named && semver.satisfies(version, versions, { includePrerelease: true })
  );
}

function requireRow(row: any, at: string, fields: string[]) {
  for (const field of ['packages', 'versions', 'because', ...fields]) {
    if (typeof row?.[field] !== 'string' || row[field].trim() === '') {
      throw new Trouble(`rules.yaml: ${at}.${field} is missing; write a text`);
    }
  }
  if (semver.validRange(row.versions) === null) {
    throw new Trouble(
      `rules.yaml: ${at}.versions is no range of versions: ${row.versions}`,
    );
  }
  if (['*', '@*'].includes(row.packages)) {
    throw new Trouble(
      `rules.yaml: ${at}.packages speaks of every package; name them`,
    );
  }
  if (fields.includes('until') && !isDay(row.until)) {
    throw new Trouble(
      `rules.yaml: ${at}.until is no day: ${row.until}; write it as "2026-12-31"`,
    );
  }
}

const isDay = (text: string) =>
  DAY.test(text) && !Number.isNaN(Date.parse(text));
