import { type CelInput, isCelList, isCelMap, isCelUint } from '@bufbuild/cel';
import {
  compileExpression,
  type Expression,
} from './expression/compileExpression';
import { ExpressionError } from './expression/ExpressionError';
import { LIMITS } from './limits';

/** A message whose placeholders are filled in from a document. Never throws. */
export type Message = (variables: Record<string, CelInput>) => string;

/** What stands for a placeholder whose value is not there: the rule spoke, and has to be heard. */
const UNKNOWN = '(unknown)';

/**
 * Reads a text with `${…}` placeholders that hold CEL expressions; `$$` is a dollar sign.
 *
 * @throws ExpressionError with line and column in the whole text.
 */
export function compileMessage(
  text: string,
  variables?: readonly string[],
): Message {
  const parts = splitMessage(text).map(part =>
    typeof part === 'string' ? part : compilePart(text, part, variables),
  );
  return input =>
    parts
      .map(part => (typeof part === 'string' ? part : show(part, input)))
      .join('')
      .slice(0, LIMITS.messageLength);
}

/** An expression within a message, and where it begins there. */
interface Placeholder {
  source: string;
  offset: number;
}

function splitMessage(text: string): (string | Placeholder)[] {
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
  variables?: readonly string[],
): Expression {
  try {
    return compileExpression(source, variables);
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

function show(expression: Expression, input: Record<string, CelInput>): string {
  const result = expression(input);
  return 'error' in result ? UNKNOWN : showValue(result.value);
}

function showValue(value: unknown): string {
  if (isCelList(value)) return [...value].map(showValue).join(', ');
  if (isCelMap(value)) {
    return [...value.entries()]
      .map(([key, item]) => `${showValue(key)}: ${showValue(item)}`)
      .join(', ');
  }
  if (isCelUint(value)) return String(value.value);
  return value === null ? 'nothing' : String(value);
}
