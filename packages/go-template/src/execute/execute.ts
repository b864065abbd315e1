import { TemplateError } from '../TemplateError';
import { FUNCTIONS } from '../functions/functions';
import { LONGEST, type Functions, type Tools } from '../functions/arguments';
import type { Branches, Node, Operand, Pipe } from '../syntax/nodes';
import { printed } from '../values/print';
import { Struct, TypedMap } from '../values/Struct';
import { isMap, isTrue, typeName, type Value } from '../values/values';

/** So many steps a template may take. */
const MOST_STEPS = 200_000;

interface Variable {
  name: string;
  value: Value;
}

/** What ends a round of a range. */
class Leave {
  readonly kind: 'break' | 'continue';

  constructor(kind: 'break' | 'continue') {
    this.kind = kind;
  }
}

/** One filling of a template. */
export class Execution {
  readonly #functions: Functions;
  readonly #tools: Tools;
  readonly #variables: Variable[];
  #written = '';
  #steps = 0;

  constructor(data: Value, options: { functions: Functions; tools: Tools }) {
    this.#functions = { ...FUNCTIONS, ...options.functions };
    this.#tools = options.tools;
    this.#variables = [{ name: '$', value: data }];
  }

  /** @throws TemplateError */
  run(nodes: Node[]): string {
    this.#walk(nodes, this.#variables[0].value);
    return this.#written;
  }

  #walk(nodes: Node[], dot: Value): void {
    for (const node of nodes) this.#node(node, dot);
  }

  #node(node: Node, dot: Value): void {
    this.#step(node.line);
    switch (node.kind) {
      case 'text':
        return this.#write(node.text, node.line);
      case 'action':
        return this.#action(node.pipe, dot);
      case 'break':
      case 'continue':
        throw new Leave(node.kind);
      default:
        return this.#scoped(() => this.#block(node.kind, node.branches, dot));
    }
  }

  #write(text: string, line: number): void {
    this.#written += text;
    if (this.#written.length > LONGEST) {
      throw new TemplateError(
        `it writes more than ${LONGEST} characters`,
        line,
      );
    }
  }

  #action(pipe: Pipe, dot: Value): void {
    const value = this.#pipe(pipe, dot);
    if (pipe.sets.length === 0) this.#write(printed(value), pipe.line);
  }

  #block(
    kind: 'if' | 'with' | 'range',
    { pipe, body, otherwise }: Branches,
    dot: Value,
  ): void {
    if (kind === 'range') return this.#range({ pipe, body, otherwise }, dot);
    const value = this.#pipe(pipe, dot);
    if (!isTrue(value)) return this.#walk(otherwise, dot);
    return this.#walk(body, kind === 'with' ? value : dot);
  }

  #range({ pipe, body, otherwise }: Branches, dot: Value): void {
    const value = this.#value(pipe, dot);
    const entries = entriesOf(value, pipe.line);
    if (entries.length === 0) return this.#walk(otherwise, dot);
    for (const [key, entry] of entries) {
      this.#step(pipe.line);
      const goesOn = this.#scoped(() => {
        this.#setRound(pipe, key, entry);
        return this.#round(body, entry);
      });
      if (!goesOn) return undefined;
    }
    return undefined;
  }

  #setRound({ sets, declares }: Pipe, key: Value, entry: Value): void {
    const values = sets.length === 2 ? [key, entry] : [entry];
    sets.forEach((name, at) => this.#set(name, values[at], declares));
  }

  /** Whether another round follows. */
  #round(body: Node[], entry: Value): boolean {
    try {
      this.#walk(body, entry);
      return true;
    } catch (error) {
      if (error instanceof Leave) return error.kind === 'continue';
      throw error;
    }
  }

  /** What is set inside is gone outside. */
  #scoped<T>(inside: () => T): T {
    const { length } = this.#variables;
    try {
      return inside();
    } finally {
      this.#variables.length = length;
    }
  }

  #pipe(pipe: Pipe, dot: Value): Value {
    const value = this.#value(pipe, dot);
    pipe.sets.forEach(name => this.#set(name, value, pipe.declares));
    return value;
  }

  #set(name: string, value: Value, declares: boolean): void {
    if (declares) this.#variables.push({ name, value });
    else this.#variable(name).value = value;
  }

  #variable(name: string): Variable {
    return this.#variables.findLast(one => one.name === name)!;
  }

  #value({ commands }: Pipe, dot: Value): Value {
    return commands.reduce<Value>(
      (before, command, at) =>
        this.#command(command, { dot, piped: at > 0 ? [before] : [] }),
      undefined,
    );
  }

  #command(
    [first, ...rest]: Operand[],
    { dot, piped }: { dot: Value; piped: Value[] },
  ): Value {
    this.#step(first.line);
    if (first.kind === 'function') {
      return this.#call(first, rest, { dot, piped });
    }
    if (rest.length > 0 || piped.length > 0) {
      throw new TemplateError(
        'a value that is no function takes none',
        first.line,
      );
    }
    return this.#operand(first, dot);
  }

  #call(
    { name, line }: Extract<Operand, { kind: 'function' }>,
    operands: Operand[],
    { dot, piped }: { dot: Value; piped: Value[] },
  ): Value {
    if (name === 'and' || name === 'or') {
      return this.#choose(name, operands, { dot, piped });
    }
    const values = [...operands.map(one => this.#operand(one, dot)), ...piped];
    const { least, most, call } = this.#functions[name];
    if (values.length < least || values.length > most) {
      const takes = least === most ? least : `${least} to ${most}`;
      throw new TemplateError(
        `${name} takes ${takes} values and got ${values.length}`,
        line,
      );
    }
    try {
      return call(values, this.#tools);
    } catch (error) {
      if (error instanceof TemplateError) throw error;
      const { message } = error as Error;
      throw new TemplateError(
        name === 'fail' ? message : `${name}: ${message}`,
        line,
      );
    }
  }

  #choose(
    name: 'and' | 'or',
    operands: Operand[],
    { dot, piped }: { dot: Value; piped: Value[] },
  ): Value {
    let value: Value;
    for (const operand of operands) {
      value = this.#operand(operand, dot);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return piped.length > 0 ? piped[0] : value;
  }

  #operand(operand: Operand, dot: Value): Value {
    const { line } = operand;
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'dot':
        return dot;
      case 'fields':
        return fieldsOf(dot, operand.fields, line);
      case 'variable':
        return fieldsOf(
          this.#variable(operand.name).value,
          operand.fields,
          line,
        );
      case 'function':
        return this.#call(operand, [], { dot, piped: [] });
      default: {
        const value = this.#value(operand.pipe, dot);
        return fieldsOf(value, operand.fields, line);
      }
    }
  }

  #step(line: number): void {
    this.#steps++;
    if (this.#steps > MOST_STEPS) {
      throw new TemplateError(`it takes more than ${MOST_STEPS} steps`, line);
    }
  }
}

function fieldsOf(value: Value, fields: string[], line: number): Value {
  return fields.reduce<Value>((at, field) => {
    if (at instanceof Struct) {
      if (field in at.fields) return at.fields[field];
      const known = Object.keys(at.fields).join(', ');
      throw new TemplateError(
        `there is no field ${field}: there are ${known}`,
        line,
      );
    }
    if (at instanceof TypedMap) return at.entries[field] ?? at.empty;
    if (isMap(at)) return at[field];
    throw new TemplateError(`${typeName(at)} has no field ${field}`, line);
  }, value);
}

function entriesOf(value: Value, line: number): [Value, Value][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((one, at) => [at, one]);
  if (typeof value === 'number') {
    return Array.from({ length: Math.min(value, LONGEST) }, (_, at) => [
      at,
      at,
    ]);
  }
  const entries = value instanceof TypedMap ? value.entries : value;
  if (!isMap(entries)) {
    throw new TemplateError(`range cannot go over ${typeName(value)}`, line);
  }
  return Object.keys(entries)
    .sort()
    .map(key => [key, entries[key]]);
}
