import { TemplateError } from '../TemplateError';

/** A piece of a template: text outside of actions, or what stands in one. */
export type Token =
  | { kind: 'text'; line: number; text: string }
  | { kind: 'open' | 'close'; line: number }
  | { kind: Lexeme; line: number; text: string; spaced: boolean };

type Lexeme =
  | 'string'
  | 'number'
  | 'word'
  | 'field'
  | 'variable'
  | 'dot'
  | 'sign';

const OPEN = /\{\{(?:-(?=\s))?/;
const COMMENT = /^\s*\/\*[\s\S]*?\*\/\s*?(\s-)?\}\}/;
const NAME = '[\\p{L}_][\\p{L}\\p{N}_]*';

/** In the order in which they are tried. */
const LEXEMES: [Lexeme, RegExp][] = [
  ['string', /^"(?:[^"\\\n]|\\.)*"/u],
  ['string', /^`[^`]*`/u],
  [
    'number',
    /^[-+]?(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+)/u,
  ],
  ['field', new RegExp(`^\\.${NAME}`, 'u')],
  ['variable', new RegExp(`^\\$(?:${NAME})?`, 'u')],
  ['word', new RegExp(`^${NAME}`, 'u')],
  ['dot', /^\./u],
  ['sign', /^(?::=|=|\||\(|\)|,)/u],
];

class Lexer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Token[] {
    let trimNext = false;
    while (this.#at < this.#text.length) {
      const rest = this.#text.slice(this.#at);
      const open = OPEN.exec(rest);
      const until = open ? open.index : rest.length;
      const trims = open?.[0].length === 3;
      this.#addText(rest.slice(0, until), trimNext, trims);
      if (!open) break;
      this.#take(open[0]);
      trimNext = this.#action();
    }
    return this.#tokens;
  }

  #addText(raw: string, trimStart: boolean, trimEnd: boolean): void {
    let text = trimStart ? raw.trimStart() : raw;
    if (trimEnd) text = text.trimEnd();
    if (text) this.#tokens.push({ kind: 'text', line: this.#line, text });
    this.#take(raw);
  }

  /** Whether it trims what comes after it. */
  #action(): boolean {
    const begin = this.#line;
    const comment = COMMENT.exec(this.#text.slice(this.#at));
    if (comment) {
      this.#take(comment[0]);
      return comment[1] !== undefined;
    }
    this.#tokens.push({ kind: 'open', line: begin });
    for (;;) {
      const rest = this.#text.slice(this.#at);
      const [blank] = /^\s*/.exec(rest)!;
      const after = rest.slice(blank.length);
      const trims = blank !== '' && after.startsWith('-}}');
      if (trims || after.startsWith('}}')) {
        this.#take(blank + (trims ? '-}}' : '}}'));
        this.#tokens.push({ kind: 'close', line: this.#line });
        return trims;
      }
      this.#take(blank);
      if (!after) throw new TemplateError('an action has no end: }}', begin);
      this.#lexeme(after, blank !== '');
    }
  }

  #lexeme(rest: string, spaced: boolean): void {
    for (const [kind, pattern] of LEXEMES) {
      const [text] = pattern.exec(rest) ?? [];
      if (text === undefined) continue;
      this.#tokens.push({ kind, line: this.#line, text, spaced });
      this.#take(text);
      return;
    }
    throw new TemplateError(
      `${JSON.stringify([...rest][0])} is not understood in an action`,
      this.#line,
    );
  }

  #take(text: string): void {
    this.#at += text.length;
    this.#line += text.split('\n').length - 1;
  }
}

/** @throws TemplateError */
export function tokensOf(text: string): Token[] {
  return new Lexer(text).read();
}
