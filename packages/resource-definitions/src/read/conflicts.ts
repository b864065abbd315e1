import type { DefinitionProblem, MatchDefinition } from '../types';
import { compareSpecificity } from '../match/specificity';
import type { WrittenDefinition } from './readDefinitions';

type Words = (one: WrittenDefinition, other: WrittenDefinition) => string;

const sameName: Words = ({ definition }, other) =>
  `"${definition.name}" is also the name of a definition in ${other.file}; give each its own`;

const tie: Words = ({ definition: { name } }, other) =>
  `"${name}" and "${other.definition.name}" in ${other.file} apply to the same places, and neither is more specific; say in one of them where it applies`;

/** Definitions of one name, and definitions of which neither could ever be preferred; a problem of both. */
export function findConflicts(
  written: WrittenDefinition[],
): DefinitionProblem[] {
  return written.flatMap((one, at) =>
    written.slice(at + 1).flatMap(other => {
      if (one.definition.name === other.definition.name) {
        return bothWays(one, other, 'name', sameName);
      }
      return alwaysTie(one, other) ? bothWays(one, other, '', tie) : [];
    }),
  );
}

function bothWays(
  one: WrittenDefinition,
  other: WrittenDefinition,
  path: string,
  words: Words,
): DefinitionProblem[] {
  const problem = (at: WrittenDefinition, to: WrittenDefinition) => ({
    file: at.file,
    ...at.document.placeOf(path ? [path] : []),
    path,
    message: words(at, to),
  });
  return [problem(one, other), problem(other, one)];
}

/** Whether there are places where both apply for certain, and neither is more specific. */
function alwaysTie(
  { definition: a }: WrittenDefinition,
  { definition: b }: WrittenDefinition,
): boolean {
  return (
    a.type === b.type &&
    (a.class ?? 'default') === (b.class ?? 'default') &&
    a.id === b.id &&
    compareSpecificity(a, b) === 0 &&
    overlap(a.match ?? {}, b.match ?? {})
  );
}

function overlap(a: MatchDefinition, b: MatchDefinition): boolean {
  return (
    a.when === b.when &&
    sameAnnotations(a.annotations, b.annotations) &&
    share(a.environments, b.environments) &&
    share(a.tiers, b.tiers) &&
    share(a.owners?.map(lower), b.owners?.map(lower)) &&
    share(a.services?.map(lower), b.services?.map(lower))
  );
}

function share(a: string[] | undefined, b: string[] | undefined): boolean {
  return !a || !b || a.some(item => b.includes(item));
}

function sameAnnotations(
  a: Record<string, string> = {},
  b: Record<string, string> = {},
): boolean {
  return Object.keys(a).every(
    key => Object.hasOwn(b, key) && b[key] === a[key],
  );
}

function lower(text: string): string {
  return text.toLowerCase();
}
