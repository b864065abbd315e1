import parseExpression from 'spdx-expression-parse';
import satisfies from 'spdx-satisfies';
import type { Finding } from './Finding.ts';
import { idOf, type LockedPackage } from './LockedPackage.ts';
import type { Installed, Manifest } from './readInstalled.ts';
import { speaksOf, type Rules } from './rules.ts';

/** A package with the licence that it is taken under. */
export interface Licensed extends LockedPackage {
  /** An SPDX expression; undefined where nobody says one that can be read. */
  licence?: string;
  /** What package.json says, word for word. */
  says?: string;
  installed?: Installed;
}

/** Joins what is locked with what the packages say, and with what the rules state for them. */
export function readLicences(
  packages: LockedPackage[],
  installed: Map<string, Installed>,
  { stated }: Pick<Rules, 'stated'>,
): Licensed[] {
  return packages.map(one => {
    const found = installed.get(idOf(one));
    const says = found && wordsOf(found.manifest);
    const row = stated.find(
      row =>
        speaksOf(row, one) && (row.says === undefined || row.says === says),
    );
    const read = says !== undefined && isExpression(says) ? says : undefined;
    // The package's own word goes first, unless a row answers exactly that word.
    const licence =
      row?.says !== undefined ? row.licence : read ?? row?.licence;
    return { ...one, installed: found, says, licence };
  });
}

export function findLicences(
  packages: Licensed[],
  rules: Pick<Rules, 'allowed' | 'exceptions' | 'stated'>,
): Finding[] {
  return packages.flatMap(one => {
    if (one.licence === undefined) return unknownLicence(one);
    const contrary = rules.stated.find(
      row =>
        row.says === undefined &&
        speaksOf(row, one) &&
        row.licence !== one.licence,
    );
    if (contrary) {
      return {
        what: idOf(one),
        problem: `says ${one.licence}, and rules.yaml states ${contrary.licence}`,
        remedy: `find out which it is, then mend the row for ${contrary.packages}`,
      };
    }
    return isAllowed(one, rules) ? [] : notAllowed(one);
  });
}

function isAllowed(
  one: Licensed,
  { allowed, exceptions }: Pick<Rules, 'allowed' | 'exceptions'>,
): boolean {
  return (
    satisfies(one.licence!, allowed) ||
    exceptions.some(row => speaksOf(row, one) && row.licence === one.licence)
  );
}

function unknownLicence(one: Licensed): Finding {
  return {
    what: idOf(one),
    problem: !one.installed
      ? 'is for other machines, so its licence cannot be read on this one'
      : one.says === undefined
      ? 'says no licence'
      : `says "${one.says}", which is no SPDX expression`,
    remedy:
      'look at its licence file, then state the licence in a row under "stated"',
  };
}

const notAllowed = (one: Licensed): Finding => ({
  what: idOf(one),
  problem: `is under ${one.licence}, which is not allowed`,
  remedy: 'take another package, or give a reason under "exceptions"',
});

/** What package.json says: its `license`, or the older forms with objects and lists. */
function wordsOf({ license, licenses }: Manifest): string | undefined {
  const words = [license ?? licenses ?? []]
    .flat()
    .map(one => (typeof one === 'string' ? one : (one as any)?.type))
    .filter(one => typeof one === 'string' && one.trim() !== '');
  // Several without a word between them may mean either or all of them.
  return words.length > 0 ? words.join(', ') : undefined;
}

function isExpression(text: string): boolean {
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
}
