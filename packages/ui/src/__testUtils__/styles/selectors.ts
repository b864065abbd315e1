/** One selector of a rule, and how to find elements that it may match. */
export interface Selector {
  text: string;
  /** A class that what it matches has; undefined where it names none. */
  className?: string;
  /** Ids, classes and the like, and elements, as one number. */
  specificity: number;
}

/** "a, b:is(c, d)" as its two parts. */
function parts(text: string): string[] {
  const found: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(' || letter === '[') depth += 1;
    if (letter === ')' || letter === ']') depth -= 1;
    if (letter === ',' && depth === 0) found.push('');
    else found[found.length - 1] += letter;
  }
  return found.map(part => part.trim());
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

/** A function and what it is given, the innermost first. */
const FUNCTION = /:([\w-]+)\(([^()]*)\)/;

/** These weigh as much as the heaviest of what they are given, and nothing by themselves. */
const AS_GIVEN = ['is', 'not', 'has'];

/** The same weight without functions and without what attributes are compared with. */
function plainOf(selector: string): string {
  const found = FUNCTION.exec(selector);
  if (!found) return selector;
  const [whole, name, given] = found;
  return plainOf(selector.replace(whole, () => standInFor(name, given)));
}

function standInFor(name: string, given: string): string {
  if (name === 'where') return '';
  if (!AS_GIVEN.includes(name)) return `:${name}`;
  const byWeight = (a: string, b: string) => weightOf(a) - weightOf(b);
  return ` ${parts(given).sort(byWeight).at(-1)}`;
}

function weightOf(plain: string): number {
  const ids = count(plain, /#[\w-]+/g);
  const classes = count(plain, /\.[\w-]+|(?<!:):(?!:)[\w-]+/g);
  const elements = count(plain, /(?:^|[\s>+~])[a-z][\w-]*/gi);
  return ids * 10_000 + classes * 100 + elements;
}

const withoutAttributes = (selector: string, standIn: string) =>
  selector.replace(/\[[^\]]*\]/g, standIn);

function withoutFunctions(selector: string): string {
  const without = selector.replace(FUNCTION, '');
  return without === selector ? selector : withoutFunctions(without);
}

function toSelector(text: string): Selector {
  const [last] = withoutFunctions(withoutAttributes(text, ''))
    .split(/[\s>+~]+/)
    .slice(-1);
  const className = /\.([\w-]+)/.exec(last)?.[1];
  const specificity = weightOf(plainOf(withoutAttributes(text, '.attribute')));
  return { text, className, specificity };
}

/** Of a rule, those that are for elements and not for what stands before or after one. */
export const selectorsOf = (text: string): Selector[] =>
  parts(text)
    .filter(part => part !== '' && !part.includes('::'))
    .map(toSelector);
