import type {
  StackOutputChange,
  StackResourceChange,
} from '@towpath/plugin-terraform-stacks-common';
import type { DifferenceItem } from '@towpath/ui';

type Attribute = StackResourceChange['attributes'][number];
type Shown = NonNullable<Attribute['before']>;

/** What stands for a value that nobody is shown. */
export const MASKED = '(sensitive)';

/** JSON that is longer stands on several lines. */
const ONE_LINE = 72;

/** A value in words: text as it is, anything else as JSON. */
export function valueWords(value: unknown): string {
  if (typeof value === 'string') return value;
  const line = JSON.stringify(value) ?? 'null';
  return line.length > ONE_LINE ? JSON.stringify(value, undefined, 2) : line;
}

function words(shown: Shown | undefined): string | undefined {
  if (!shown) return undefined;
  if (shown.sensitive) return MASKED;
  return shown.unknown
    ? '(known after apply)'
    : valueWords(shown.value ?? null);
}

/** Both sides; of two secrets that differ nothing but that would be seen. */
function sidesOf({ before, after }: Pick<Attribute, 'before' | 'after'>) {
  const sides = { before: words(before), after: words(after) };
  return before?.sensitive && after?.sensitive
    ? { ...sides, after: '(sensitive, another one)' }
    : sides;
}

const FORCES = 'Why it is made anew';

/** The attributes of a change as rows, those that force a replacement first. */
export function attributeRows({
  attributes,
}: Pick<StackResourceChange, 'attributes'>): DifferenceItem[] {
  const isForced = attributes.some(one => one.forcesReplacement);
  const rows = attributes.map(attribute => ({
    name: attribute.path || 'the whole',
    ...sidesOf(attribute),
    ...(isForced && {
      place: attribute.forcesReplacement ? FORCES : 'What changes with it',
    }),
  }));
  return isForced
    ? rows.sort(
        (a, b) => Number(b.place === FORCES) - Number(a.place === FORCES),
      )
    : rows;
}

/** Outputs that change, as rows. */
export const outputRows = (outputs: StackOutputChange[]): DifferenceItem[] =>
  outputs.map(output => ({ name: output.name, ...sidesOf(output) }));
