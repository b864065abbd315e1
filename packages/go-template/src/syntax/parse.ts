import { TemplateError } from '../TemplateError';
import { numberOf, textOf } from './literals';
import type { Node, Operand, Pipe } from './nodes';
import { tokensOf, type Token } from './tokens';

type Inner = Extract<Token, { spaced: boolean }>;

const BLOCKS = ['if', 'with', 'range'] as const;
const NOT_READ = ['define', 'template', 'block'];
const WORDS: Record<string, boolean | null> = {
  true: true,
  false: false,
  nil: null,
};

class Parser {
  readonly #tokens: Token[];
  #at = 0;
  #loops = 0;
  /** Variables that are known where the parser is. */
  #known = ['$'];

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  template(): Node[] {
    const { nodes, end } = this.#list();
    if (end) throw this.#odd(end.text, end.line);
    return nodes;
  }

  /** What stands up to `end` or `else`, which the caller reads on from. */
  #list(): { nodes: Node[]; end?: { text: string; line: number } } {
    const nodes: Node[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token) return { nodes };
      this.#at++;
      if (token.kind === 'text') {
        nodes.push(token);
        continue;
      }
      const { line } = token;
      const word = this.#word();
      if (word === 'end' || word === 'else') {
        this.#at++;
        return { nodes, end: { text: word, line } };
      }
      nodes.push(this.#node(word, line));
    }
  }

  #node(word: string | undefined, line: number): Node {
    const block = BLOCKS.find(one => one === word);
    if (block) {
      this.#at++;
      return this.#block(block, line);
    }
    if (word === 'break' || word === 'continue') {
      this.#at++;
      this.#close();
      if (this.#loops > 0) return { kind: word, line };
      throw new TemplateError(`{{${word}}} stands in no range`, line);
    }
    if (word !== undefined && NOT_READ.includes(word)) {
      throw new TemplateError(
        `{{${word}}} is not read here: write what it stands for in its place`,
        line,
      );
    }
    const pipe = this.#pipe();
    this.#close();
    return { kind: 'action', line, pipe };
  }

  #block(kind: (typeof BLOCKS)[number], line: number): Node {
    const outside = [...this.#known];
    const pipe = this.#pipe(kind === 'range');
    this.#close();
    this.#loops += kind === 'range' ? 1 : 0;
    const { nodes: body, end } = this.#list();
    this.#loops -= kind === 'range' ? 1 : 0;
    if (!end) throw new TemplateError(`{{${kind}}} has no {{end}}`, line);
    const otherwise = end.text === 'else' ? this.#otherwise(kind, line) : [];
    if (end.text === 'end') this.#close();
    this.#known = outside;
    return { kind, line, branches: { pipe, body, otherwise } };
  }

  #otherwise(kind: (typeof BLOCKS)[number], line: number): Node[] {
    const chained = BLOCKS.find(one => one === this.#word());
    if (chained) {
      this.#at++;
      return [this.#block(chained, line)];
    }
    this.#close();
    const { nodes, end } = this.#list();
    if (!end) throw new TemplateError(`{{${kind}}} has no {{end}}`, line);
    if (end.text === 'else') throw this.#odd('else', end.line);
    this.#close();
    return nodes;
  }

  #pipe(isRange = false): Pipe {
    const { line } = this.#tokens[this.#at];
    const { sets, declares } = this.#sets(isRange);
    const commands = [this.#command()];
    while (this.#sign('|')) commands.push(this.#command());
    if (declares) this.#known.push(...sets);
    commands.slice(1).forEach(([first]) => {
      if (first.kind === 'literal') {
        throw new TemplateError(
          'a value takes nothing from a pipe',
          first.line,
        );
      }
    });
    return { line, sets, declares, commands };
  }

  #sets(isRange: boolean): Pick<Pipe, 'sets' | 'declares'> {
    const from = this.#at;
    const sets: string[] = [];
    while (this.#peek()?.kind === 'variable') {
      sets.push(this.#peek()!.text);
      this.#at++;
      if (this.#sign(':=')) return { sets, declares: true };
      if (this.#sign('=')) {
        sets.forEach(name => this.#require(name));
        return { sets, declares: false };
      }
      if (!isRange || sets.length > 1 || !this.#sign(',')) break;
    }
    this.#at = from;
    return { sets: [], declares: false };
  }

  #command(): Operand[] {
    const operands: Operand[] = [];
    for (;;) {
      const token = this.#peek();
      const isEnd = !token || (token.kind === 'sign' && token.text !== '(');
      if (isEnd) break;
      operands.push(this.#operand(token));
    }
    if (operands.length > 0) return operands;
    throw this.#oddHere();
  }

  #operand(token: Inner): Operand {
    const { kind, line, text } = token;
    this.#at++;
    switch (kind) {
      case 'string':
        return { kind: 'literal', line, value: textOf(text, line) };
      case 'number':
        return { kind: 'literal', line, value: numberOf(text, line) };
      case 'dot':
        return { kind: 'dot', line };
      case 'field':
        return {
          kind: 'fields',
          line,
          fields: [text.slice(1), ...this.#fields()],
        };
      case 'variable':
        this.#require(text);
        return { kind: 'variable', line, name: text, fields: this.#fields() };
      case 'word':
        return Object.hasOwn(WORDS, text)
          ? { kind: 'literal', line, value: WORDS[text] }
          : { kind: 'function', line, name: text };
      default:
        return this.#parentheses(line);
    }
  }

  #parentheses(line: number): Operand {
    const pipe = this.#pipe();
    if (!this.#sign(')')) throw new TemplateError('"(" has no ")"', line);
    return { kind: 'pipe', line, pipe, fields: this.#fields() };
  }

  /** Those that follow without a blank. */
  #fields(): string[] {
    const fields: string[] = [];
    for (;;) {
      const token = this.#peek();
      if (token?.kind !== 'field' || token.spaced) return fields;
      fields.push(token.text.slice(1));
      this.#at++;
    }
  }

  #require(name: string): void {
    if (this.#known.includes(name)) return;
    throw new TemplateError(
      `the variable ${name} is not set`,
      this.#tokens[this.#at - 1].line,
    );
  }

  #peek(): Inner | undefined {
    const token = this.#tokens[this.#at];
    return token && 'spaced' in token ? token : undefined;
  }

  #word(): string | undefined {
    const token = this.#peek();
    return token?.kind === 'word' ? token.text : undefined;
  }

  #sign(text: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #close(): void {
    if (this.#tokens[this.#at]?.kind !== 'close') throw this.#oddHere();
    this.#at++;
  }

  #oddHere(): TemplateError {
    const token = this.#tokens[this.#at] ?? this.#tokens.at(-1)!;
    return this.#odd('text' in token ? token.text : '}}', token.line);
  }

  #odd(text: string, line: number): TemplateError {
    return new TemplateError(`${text} is not expected here`, line);
  }
}

/** @throws TemplateError at the first line that is not understood */
export function parseTemplate(text: string): Node[] {
  return new Parser(tokensOf(text)).template();
}
