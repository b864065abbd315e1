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

function specificityOf(selector: string): number {
  const ids = count(selector, /#[\w-]+/g);
  const classes = count(selector, /\.[\w-]+|\[[^\]]*\]|(?<!:):(?!:)[\w-]+/g);
  const elements = count(selector, /(?:^|[\s>+~(])[a-z][\w-]*/gi);
  return ids * 10_000 + classes * 100 + elements;
}

function toSelector(text: string): Selector {
  const last = text.replace(/\([^)]*\)|\[[^\]]*\]/g, '').split(/[\s>+~]+/);
  const className = /\.([\w-]+)/.exec(last.at(-1)!)?.[1];
  return { text, className, specificity: specificityOf(text) };
}

/** Of a rule, those that are for elements and not for what stands before or after one. */
export const selectorsOf = (text: string): Selector[] =>
  parts(text)
    .filter(part => part !== '' && !part.includes('::'))
    .map(toSelector);
