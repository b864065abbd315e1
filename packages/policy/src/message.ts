import { type CelInput, isCelList, isCelMap, isCelUint } from '@bufbuild/cel';
import type { ExpressionNames } from './expression/checkNames';
import type { CelExpression } from './expression/compileExpression';
import { LIMITS } from './limits';
import { compilePlaceholders } from './placeholders';

/** A message whose placeholders are filled in from a document. Never throws. */
export type Message = (variables: Record<string, CelInput>) => string;

/** What stands for a placeholder whose value is not there: the rule spoke, and has to be heard. */
const UNKNOWN = '(unknown)';

/**
 * Reads a text with `${…}` placeholders that hold CEL expressions; `$$` is a dollar sign.
 *
 * @throws ExpressionError with line and column in the whole text.
 */
export function compileMessage(text: string, names?: ExpressionNames): Message {
  const parts = compilePlaceholders(text, names);
  return input =>
    parts
      .map(part =>
        typeof part === 'string' ? part : show(part.expression, input),
      )
      .join('')
      .slice(0, LIMITS.messageLength);
}

function show(
  expression: CelExpression,
  input: Record<string, CelInput>,
): string {
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
