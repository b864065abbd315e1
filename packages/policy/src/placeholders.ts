import type { ExpressionNames } from './expression/checkNames';
import {
  type CelExpression,
  compileExpression,
} from './expression/compileExpression';
import { ExpressionError } from './expression/ExpressionError';

/** A piece of a text that an expression gives. */
export interface PlaceholderPart {
  /** As it is written between `${` and `}`. */
  source: string;
  expression: CelExpression;
}

/**
 * The pieces of a text with `${…}` placeholders that hold CEL expressions; `$$` is a dollar sign.
 *
 * @throws ExpressionError with line and column in the whole text.
 */
export function compilePlaceholders(
  text: string,
  names?: ExpressionNames,
): (string | PlaceholderPart)[] {
  return split(text).map(part =>
    typeof part === 'string' ? part : compilePart(text, part, names),
  );
}

/** An expression within a text, and where it begins there. */
interface Placeholder {
  source: string;
  offset: number;
}

function split(text: string): (string | Placeholder)[] {
  const parts: (string | Placeholder)[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('${', at)) {
      const end = findEnd(text, at + 2);
      parts.push({ source: text.slice(at + 2, end), offset: at + 2 });
      at = end + 1;
    } else if (text.startsWith('$$', at)) {
      parts.push('$');
      at += 2;
    } else {
      parts.push(text[at]);
      at += 1;
    }
  }
  return parts;
}

/** Where the brace is closed that was opened before this; braces in texts and maps do not close it. */
function findEnd(text: string, start: number): number {
  let depth = 0;
  const tokens = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}]/g;
  tokens.lastIndex = start;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    if (token[0] === '}' && depth === 0) return token.index;
    if (token[0] === '{') depth += 1;
    if (token[0] === '}') depth -= 1;
  }
  throw new ExpressionError(
    'A placeholder is not closed. Write ${…}, or $$ for a dollar sign.',
    text,
    start - 2,
  );
}

function compilePart(
  text: string,
  { source, offset }: Placeholder,
  names?: ExpressionNames,
): PlaceholderPart {
  try {
    return { source, expression: compileExpression(source, names) };
  } catch (error) {
    throw error instanceof ExpressionError
      ? new ExpressionError(
          error.message,
          text,
          offset + offsetIn(source, error),
        )
      : error;
  }
}

function offsetIn(source: string, { line, column }: ExpressionError): number {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, column - 1);
}
