import { selectorsOf, type Selector } from './selectors';

/** What a rule says of a property. */
interface Saying extends Selector {
  value: string;
  isImportant: boolean;
  at: number;
}

/** What rules say of one property, by a class that the element has. */
type Sayings = Map<string | undefined, Saying[]>;

type Rule = CSSRule & Partial<CSSStyleRule & CSSMediaRule>;

function* rulesIn(rules: Iterable<Rule>): Generator<Rule> {
  for (const rule of rules) {
    if (!rule.media) yield rule;
    else if (Array.from(rule.media).includes('screen'))
      yield* rulesIn(rule.cssRules!);
  }
}

/** What the style sheets of a page say of a few properties. */
export class StyleIndex {
  readonly #sayings = new Map<string, Sayings>();

  constructor(sheets: Iterable<CSSStyleSheet>, properties: readonly string[]) {
    for (const property of properties) this.#sayings.set(property, new Map());
    let at = 0;
    for (const sheet of sheets) {
      for (const rule of rulesIn(sheet.cssRules)) this.#add(rule, (at += 1));
    }
  }

  #add({ selectorText, style }: Rule, at: number): void {
    if (!selectorText || !style) return;
    for (const [property, sayings] of this.#sayings) {
      const value = style.getPropertyValue(property);
      if (!value) continue;
      const isImportant = style.getPropertyPriority(property) !== '';
      for (const selector of selectorsOf(selectorText)) {
        const among = sayings.get(selector.className) ?? [];
        among.push({ ...selector, value, isImportant, at });
        sayings.set(selector.className, among);
      }
    }
  }

  /** What holds for an element; the empty text where nothing is said. */
  valueOf(element: Element, property: string): string {
    const sayings = this.#sayings.get(property)!;
    const may = [undefined, ...element.classList].flatMap(
      name => sayings.get(name) ?? [],
    );
    const inline = inlineOf(element, property);
    return (
      [...may.filter(one => doesMatch(element, one)), ...inline]
        .sort(byWeight)
        .map(({ value }) => value)
        .at(-1) ?? ''
    );
  }
}

type Weighed = Pick<Saying, 'value' | 'isImportant' | 'specificity' | 'at'>;

function byWeight(a: Weighed, b: Weighed): number {
  return (
    Number(a.isImportant) - Number(b.isImportant) ||
    a.specificity - b.specificity ||
    a.at - b.at
  );
}

function doesMatch(element: Element, { text }: Saying): boolean {
  try {
    return element.matches(text);
  } catch {
    // jsdom does not know each selector that there is.
    return false;
  }
}

function inlineOf(element: Element, property: string): Weighed[] {
  const { style } = element as HTMLElement;
  const value = style?.getPropertyValue(property);
  if (!value) return [];
  const isImportant = style.getPropertyPriority(property) !== '';
  return [{ value, isImportant, specificity: Infinity, at: 0 }];
}
