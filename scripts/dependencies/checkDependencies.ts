import type { Finding } from './Finding.ts';
import { findForeignSources, isOurs } from './findForeignSources.ts';
import { findForOtherMachines } from './findForOtherMachines.ts';
import { findInstallScripts } from './findInstallScripts.ts';
import { findLicences, readLicences, type Licensed } from './licences.ts';
import { idOf, type LockedPackage } from './LockedPackage.ts';
import type { Installed } from './readInstalled.ts';
import { speaksOf, type Row, type Rules } from './rules.ts';

export interface Dependencies {
  /** Each version once, with its licence. Workspaces are not among them. */
  packages: Licensed[];
  findings: Finding[];
  /** Packages that this machine should have and has not, so that they could not be asked. */
  missing: string[];
}

/** Holds what yarn.lock brings in against the rules, by what is installed. Asks nobody else. */
export function checkDependencies(
  locked: LockedPackage[],
  installed: Map<string, Installed>,
  rules: Rules,
): Dependencies {
  const others = onceEach(locked.filter(one => !isOurs(one)));
  const packages = readLicences(
    [...others, ...bundledIn(installed, others)],
    installed,
    rules,
  ).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const elsewhere = findForOtherMachines(locked, installed);
  const missing = packages.filter(
    one => !one.installed && !elsewhere.has(idOf(one)),
  );
  const known = packages.filter(one => !missing.includes(one));
  return {
    packages,
    missing: missing.map(idOf),
    findings: [
      ...findForeignSources(locked),
      ...findLicences(known, rules),
      ...findInstallScripts(known, rules.installScripts),
      ...findIdleRows(packages, rules),
    ],
  };
}

/** A patched package and the one it is made from are one version. */
function onceEach(packages: LockedPackage[]): LockedPackage[] {
  const byId = new Map<string, LockedPackage>();
  for (const one of packages) {
    if (!byId.has(idOf(one)) || one.protocol === 'npm') {
      byId.set(idOf(one), one);
    }
  }
  return [...byId.values()];
}

/** What came inside the archive of another package, and so is in no lock file. */
function bundledIn(
  installed: Map<string, Installed>,
  locked: LockedPackage[],
): LockedPackage[] {
  const known = new Set(locked.map(idOf));
  return [...installed].flatMap(([id, { manifest }]) =>
    known.has(id)
      ? []
      : {
          name: manifest.name,
          version: manifest.version,
          resolution: `${id} inside another package`,
          protocol: 'bundled',
          asksFor: [],
          answers: [],
        },
  );
}

/** A permission that nothing needs any more would be there for whatever comes next. */
function findIdleRows(packages: LockedPackage[], rules: Rules): Finding[] {
  const lists = ['stated', 'exceptions', 'installScripts'] as const;
  return lists.flatMap(list =>
    (rules[list] as Row[])
      .filter(row => !packages.some(one => speaksOf(row, one)))
      .map(({ packages: name, versions }) => ({
        what: `${list}: ${name} ${versions}`,
        problem: 'speaks of no package that is installed',
        remedy: 'remove the row',
      })),
  );
}
