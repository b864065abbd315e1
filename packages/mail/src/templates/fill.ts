import { InputError } from '@backstage/errors';
import mustache from 'mustache';

/** What stands in a template in place of `{{ name }}`, or of `{{ . }}` between `{{ #name }}` and `{{ /name }}` for each. */
export type MailValues = Record<string, string | number | string[]>;

/** All that Markdown lets be escaped (CommonMark §2.4), so that none of it is taken for more than text. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/**
 * Puts values in their places by Mustache, in which a template is data and runs nothing.
 *
 * @param options.escape what people are called is text, whatever Markdown makes of it
 * @throws InputError for a place that has no value, and for a template that cannot be read
 */
export function fill(
  template: string,
  values: MailValues,
  { where, escape }: { where: string; escape: boolean },
): string {
  try {
    requireValues(mustache.parse(template) as Span[], values, where);
    return mustache.render(template, values, undefined, {
      escape: value => (escape ? asText(value) : String(value)),
    });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${where} cannot be read: ${error}`);
  }
}

/** Kind, name, start and end of a part of a template; of a section what is in it. */
type Span = [string, string, number, number, (Span[] | string)?];

function requireValues(spans: Span[], values: MailValues, where: string): void {
  for (const [kind, name, , , inner] of spans) {
    if (kind === '&' || kind === '>') {
      throw new InputError(
        `${where} has {{${kind} ${name} }}, which is not for letters: write {{ ${name} }}`,
      );
    }
    if (kind !== 'text' && kind !== '!' && name !== '.') {
      requireValue(values, name, where);
    }
    if (Array.isArray(inner)) requireValues(inner, values, where);
  }
}

function requireValue(values: MailValues, name: string, where: string) {
  if (Object.hasOwn(values, name)) return;
  throw new InputError(
    `${where} names {{ ${name} }}, and there are ${Object.keys(values)
      .sort()
      .join(', ')}`,
  );
}

/** The target of a link is read without what escapes it, so that an address of a page stays one. */
function asText(value: unknown): string {
  const text = String(value).replace(/\s*[\r\n]+\s*/g, ' ');
  return text.trim().replace(PUNCTUATION, '\\$&');
}
