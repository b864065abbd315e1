import type { ResourceDefinition } from '../types';

/** Something that a definition can say about where it applies. */
interface Aspect {
  /** How much of it a definition says; 0 when nothing. */
  weigh(definition: ResourceDefinition): number;
  /** What the definition says, to follow "it names". */
  words(definition: ResourceDefinition): string;
}

const list = (words: string, items: string[] = []) =>
  `the ${words}${items.length > 1 ? 's' : ''} ${items.join(', ')}`;

/** From what says most to what says least. The first that tells two definitions apart decides. */
const ASPECTS: Aspect[] = [
  {
    weigh: ({ provisioner }) => (provisioner ? -1 - provisioner.order : 0),
    words: ({ provisioner }) =>
      provisioner
        ? `an earlier place, ${provisioner.place}, and the first provisioner that matches provides`
        : 'how the platform provides it, and provisioners come after that',
  },
  {
    weigh: ({ id }) => Number(id !== undefined),
    words: ({ id }) => `the id ${id}`,
  },
  {
    weigh: ({ class: kind }) => Number(kind !== '*'),
    words: ({ class: kind = 'default' }) => `the class ${kind}`,
  },
  {
    weigh: ({ match }) => Number(match?.services !== undefined),
    words: ({ match }) => list('service', match?.services),
  },
  {
    weigh: ({ match }) => Number(match?.environments !== undefined),
    words: ({ match }) => list('environment', match?.environments),
  },
  {
    weigh: ({ match }) => Number(match?.owners !== undefined),
    words: ({ match }) => list('owner', match?.owners),
  },
  {
    weigh: ({ match }) => Object.keys(match?.annotations ?? {}).length,
    words: ({ match }) =>
      list('annotation', Object.keys(match?.annotations ?? {})),
  },
  {
    weigh: ({ match }) => Number(match?.when !== undefined),
    words: () => 'a condition',
  },
  {
    weigh: ({ match }) => Number(match?.tiers !== undefined),
    words: ({ match }) => list('tier', match?.tiers),
  },
];

/** For sorting: the more specific first. 0 when neither is. */
export function compareSpecificity(
  a: ResourceDefinition,
  b: ResourceDefinition,
): number {
  const aspect = decisive(a, b);
  return aspect ? aspect.weigh(b) - aspect.weigh(a) : 0;
}

/** What makes the first more specific than the second, to follow "it names". */
export function whatIsMoreSpecific(
  more: ResourceDefinition,
  less: ResourceDefinition,
): string {
  return decisive(more, less)?.words(more) ?? 'the same';
}

function decisive(
  a: ResourceDefinition,
  b: ResourceDefinition,
): Aspect | undefined {
  return ASPECTS.find(({ weigh }) => weigh(a) !== weigh(b));
}
