import { StyleIndex } from './StyleIndex';

const camel = (property: string) =>
  property.replace(/-./g, ([, letter]) => letter.toUpperCase());

/** Whether each is passed on to what is in an element. */
const ASKED: Record<string, boolean> = {
  display: false,
  visibility: true,
  opacity: false,
  'pointer-events': true,
  'user-select': false,
  // What places a menu or a tooltip asks these of all that it is in.
  position: false,
  overflow: false,
  'overflow-x': false,
  'overflow-y': false,
  transform: false,
};

const propertyOf = new Map<string | symbol, string>(
  Object.keys(ASKED).flatMap((property): [string, string][] => [
    [property, property],
    [camel(property), property],
  ]),
);

/**
 * What a field of several lines asks to find its height, after each key. jsdom lays nothing out, so they are empty,
 * whatever rules say.
 */
const MEASURED = new Set<string | symbol>([
  ...['box-sizing', 'width', 'padding-top', 'padding-bottom'],
  ...['border-top-width', 'border-bottom-width'],
]);

/** What is placed beside something asks these of what it is placed in. Where nothing is laid out they move nothing. */
const EDGES = new Set<string | symbol>(
  ['top', 'right', 'bottom', 'left']
    .flatMap(side => [`border-${side}-width`, `margin-${side}`])
    .flatMap(property => [property, camel(property)]),
);

type Compute = typeof window.getComputedStyle;

/** As jsdom has it. */
export const wholeStyles: Compute = window.getComputedStyle.bind(window);

/**
 * What tests ask of each element of a page, whether it can be seen, from an index of the rules that could say so. jsdom
 * tries every rule of every sheet on every element, and again after each change: on a page of ours that is seconds for one
 * `getByRole`. What is only for a layout is answered as it is where there is none; all else is still asked of jsdom.
 */
export function quickStyles(): Compute {
  const plain = new Map<string, string>();
  let sheets: CSSStyleSheet[] = [];
  let sizes: number[] = [];
  let index = new StyleIndex([], []);
  let isFresh = false;

  /** Sheets come while a page is drawn, and not while it is asked. */
  function renew(): void {
    if (isFresh && document.styleSheets.length === sheets.length) return;
    isFresh = true;
    queueMicrotask(() => {
      isFresh = false;
    });
    const now = [...document.styleSheets];
    const isSame =
      now.length === sheets.length &&
      now.every(
        (sheet, at) =>
          sheet === sheets[at] && sheet.cssRules.length === sizes[at],
      );
    if (isSame) return;
    sheets = now;
    sizes = now.map(({ cssRules }) => cssRules.length);
    index = new StyleIndex(sheets, Object.keys(ASKED));
  }

  /** Of an element that no class says anything of, as browsers have it. */
  function plainOf(element: Element, property: string): string {
    const { namespaceURI, localName } = element;
    const attributes = ['hidden', 'type', 'open'].filter(name =>
      element.hasAttribute(name),
    );
    const values = attributes.map(name => element.getAttribute(name)!);
    const key = [localName, property, ...attributes, ...values].join(' ');
    const known = plain.get(key);
    if (known !== undefined) return known;
    const alone = document.createElementNS(namespaceURI, localName);
    attributes.forEach((name, at) => alone.setAttribute(name, values[at]));
    const value = wholeStyles(alone).getPropertyValue(property);
    plain.set(key, value);
    return value;
  }

  function valueOf(element: Element, property: string): string {
    const said = index.valueOf(element, property);
    const parent = element.parentElement;
    const isPassedOn =
      said === 'inherit' || (ASKED[property] && ['', 'unset'].includes(said));
    if (isPassedOn && parent) return valueOf(parent, property);
    return said && said !== 'inherit' ? said : plainOf(element, property);
  }

  return (element, pseudo) => {
    if (pseudo) return wholeStyles(element, pseudo);
    const ask = (name: string | symbol): string | undefined => {
      if (MEASURED.has(name) && element.localName === 'textarea') return '';
      if (EDGES.has(name)) return '0px';
      const property = propertyOf.get(name);
      if (!property) return undefined;
      renew();
      return valueOf(element, property);
    };
    let rest: CSSStyleDeclaration | undefined;
    const whole = () => (rest ??= wholeStyles(element));
    /** By the names of CSS alone, as jsdom has it. */
    const getPropertyValue = (name: string) =>
      (/[A-Z]/.test(name) ? undefined : ask(name)) ??
      whole().getPropertyValue(name);
    return new Proxy({} as CSSStyleDeclaration, {
      get(_, name) {
        if (name === 'getPropertyValue') return getPropertyValue;
        const value = ask(name) ?? Reflect.get(whole(), name);
        return typeof value === 'function' ? value.bind(rest) : value;
      },
    });
  };
}
