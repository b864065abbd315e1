import { formatPath } from '@towpath/score';
import type { BroughtDefinition, DefinitionProblem } from '../types';
import type { WrittenDefinition } from './readDefinitions';

/** A step of a circle: which of what it brings leads on, and to whom. */
interface Step {
  at: number;
  next: WrittenDefinition;
}

/**
 * Definitions that bring themselves again, one over the other, wherever they provide: whichever definition is found for
 * what they bring, it is one that brings on without an end. Where a condition decides, only a place can tell, and its plan does.
 */
export function findCircles(written: WrittenDefinition[]): DefinitionProblem[] {
  const endless = findEndless(written);
  return [...endless].flatMap(one => {
    const circle = circleFrom(one, written, endless);
    return circle ? [toProblem(one, circle)] : [];
  });
}

/** All that bring on and on: what is left when each is taken away that can come to an end. */
function findEndless(written: WrittenDefinition[]): Set<WrittenDefinition> {
  const endless = new Set(written);
  let before: number;
  do {
    before = endless.size;
    for (const one of endless) {
      if (!stepFrom(one, written, endless)) endless.delete(one);
    }
  } while (endless.size < before);
  return endless;
}

function stepFrom(
  { definition: { brings = [] } }: WrittenDefinition,
  written: WrittenDefinition[],
  endless: ReadonlySet<WrittenDefinition>,
): Step | undefined {
  for (const [at, brought] of brings.entries()) {
    const found = written.filter(one => mayProvide(one, brought));
    const isSure = found.some(appliesEverywhere);
    if (isSure && found.every(one => endless.has(one))) {
      return { at, next: found.find(appliesEverywhere)! };
    }
  }
  return undefined;
}

function mayProvide(
  { definition }: WrittenDefinition,
  { type, class: kind = 'default' }: BroughtDefinition,
): boolean {
  const { class: provided = 'default' } = definition;
  return definition.type === type && (provided === '*' || provided === kind);
}

/** Else a provisioner of another file may come after it. */
function appliesEverywhere({ definition: { match, id } }: WrittenDefinition) {
  return match === undefined && id === undefined;
}

function circleFrom(
  first: WrittenDefinition,
  written: WrittenDefinition[],
  endless: ReadonlySet<WrittenDefinition>,
): Step[] | undefined {
  const steps: Step[] = [];
  const seen = new Set<WrittenDefinition>();
  for (let one = first; !seen.has(one); one = steps.at(-1)!.next) {
    seen.add(one);
    steps.push(stepFrom(one, written, endless)!);
  }
  return steps.at(-1)!.next === first ? steps : undefined;
}

function toProblem(
  { file, definition, document }: WrittenDefinition,
  steps: Step[],
): DefinitionProblem {
  const path = ['brings', steps[0].at, 'type'];
  const names = [definition, ...steps.map(({ next }) => next.definition)].map(
    ({ name }) => name,
  );
  return {
    file,
    ...document.placeOf(path),
    path: formatPath(path),
    message: `${names.join(
      ' brings ',
    )}, and so on without an end; take out what brings one of them, or have another definition provide it`,
  };
}
