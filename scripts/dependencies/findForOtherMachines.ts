import { isOurs } from './findForeignSources.ts';
import { idOf, type LockedPackage } from './LockedPackage.ts';
import type { Installed } from './readInstalled.ts';

/**
 * What this machine leaves out by right: packages that are built for others, and what only those
 * ask for. By name and version.
 */
export function findForOtherMachines(
  locked: LockedPackage[],
  installed: Map<string, Installed>,
): Set<string> {
  const isHere = (one: LockedPackage) =>
    isOurs(one) || !one.conditions || installed.has(idOf(one));
  const answers = new Map(
    locked.flatMap(one => one.answers.map(asked => [asked, one] as const)),
  );
  const reached = new Set(locked.filter(isOurs));
  for (const one of reached) {
    for (const asked of one.asksFor) {
      const answer = answers.get(asked);
      if (answer && isHere(answer)) reached.add(answer);
    }
  }
  const here = new Set([...reached].map(idOf));
  return new Set(locked.map(idOf).filter(id => !here.has(id)));
}
