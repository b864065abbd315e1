import type { Functions } from './functions/arguments';
import { FUNCTIONS, LAZY, whyUnknown } from './functions/functions';
import { Execution } from './execute/execute';
import { eachOperand } from './syntax/eachOperand';
import type { Node } from './syntax/nodes';
import { parseTemplate } from './syntax/parse';
import { TemplateError } from './TemplateError';
import { Struct } from './values/Struct';
import { toValue } from './values/values';

/** What a template may use beside the functions that each has. */
export interface TemplateOptions {
  functions?: Functions;
  /** The fields of what it is filled with; any when left out. */
  fields?: readonly string[];
}

/** A template that was read, and all of whose functions are known. */
export class GoTemplate {
  readonly #nodes: Node[];
  readonly #functions: Functions;

  private constructor(nodes: Node[], functions: Functions) {
    this.#nodes = nodes;
    this.#functions = functions;
  }

  /** @throws TemplateError for the first line that cannot be used */
  static parse(
    text: string,
    { functions = {}, fields }: TemplateOptions = {},
  ): GoTemplate {
    const nodes = parseTemplate(text);
    checkNames(nodes, { ...FUNCTIONS, ...functions }, fields);
    return new GoTemplate(nodes, functions);
  }

  /**
   * Fills it in.
   *
   * @param data - plain data, or a Struct; it is not changed.
   * @param options.random - gives so many bytes; the same ones each time make the same text.
   * @throws TemplateError that says at which line what is wrong
   */
  execute(
    data: Record<string, unknown>,
    { random }: { random(count: number): Uint8Array },
  ): string {
    const root = new Struct(toValue(data) as Struct['fields']);
    return new Execution(root, {
      functions: this.#functions,
      tools: { random },
    }).run(this.#nodes);
  }
}

function checkNames(
  nodes: Node[],
  functions: Functions,
  fields: readonly string[] | undefined,
): void {
  for (const { operand, isRoot } of eachOperand(nodes)) {
    if (operand.kind === 'function') {
      const { name, line } = operand;
      const isKnown = Object.hasOwn(functions, name) || LAZY.includes(name);
      if (!isKnown) throw new TemplateError(whyUnknown(name), line);
    }
    const named =
      (operand.kind === 'fields' && isRoot) ||
      (operand.kind === 'variable' && operand.name === '$');
    const [field] = named ? operand.fields : [];
    if (fields && field !== undefined && !fields.includes(field)) {
      throw new TemplateError(
        `there is no field ${field}: there are ${fields.join(', ')}`,
        operand.line,
      );
    }
  }
}
