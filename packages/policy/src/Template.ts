import type { CelInput } from '@bufbuild/cel';
import type { ExpressionNames } from './expression/checkNames';
import type { ExpressionResult } from './Expression';
import { fromCelValue } from './fromCelValue';
import { LIMITS } from './limits';
import { compilePlaceholders, type PlaceholderPart } from './placeholders';
import { toVariables } from './toCelInput';

/**
 * A text with `${…}` placeholders that hold CEL expressions; `$$` is a dollar sign. One that is a
 * placeholder and nothing else stands for the value of its expression, typed as it is.
 */
export class Template {
  readonly #parts: (string | PlaceholderPart)[];

  private constructor(
    /** As it was written. */
    readonly source: string,
    parts: (string | PlaceholderPart)[],
  ) {
    this.#parts = parts;
  }

  /** @throws ExpressionError with line and column in the whole text */
  static compile(text: string, names: ExpressionNames = {}): Template {
    return new Template(text, compilePlaceholders(text, names));
  }

  /** What it stands for with a document, whose top-level keys are the variables. Never throws. */
  evaluate(document: Record<string, unknown>): ExpressionResult {
    try {
      const variables = toVariables(document);
      const [part] = this.#parts;
      return this.#parts.length === 1 && typeof part !== 'string'
        ? { value: valueOf(part, variables) }
        : { value: limited(this.#texts(variables).join('')) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  #texts(variables: Record<string, CelInput>): string[] {
    return this.#parts.map(part =>
      typeof part === 'string' ? part : textOf(part, variables),
    );
  }
}

/** @throws Error naming the placeholder */
function valueOf(
  { source, expression }: PlaceholderPart,
  variables: Record<string, CelInput>,
): unknown {
  const result = expression(variables);
  try {
    if ('value' in result) return fromCelValue(result.value);
  } catch (error) {
    throw new Error(`\${${source}}: ${(error as Error).message}`);
  }
  throw new Error(`\${${source}}: ${result.error}`);
}

function textOf(
  part: PlaceholderPart,
  variables: Record<string, CelInput>,
): string {
  const value = valueOf(part, variables);
  if (typeof value === 'object') {
    throw new Error(
      `\${${part.source}}: it gives ${kindOf(
        value,
      )}, which does not go into a longer text`,
    );
  }
  return String(value);
}

function kindOf(value: object | null): string {
  if (value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : 'a map';
}

function limited(text: string): string {
  if (text.length > LIMITS.textLength) {
    throw new Error(
      `it becomes longer than ${LIMITS.textLength} characters once filled in`,
    );
  }
  return text;
}
