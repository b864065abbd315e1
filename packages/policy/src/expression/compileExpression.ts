import {
  celEnv,
  type CelInput,
  type CelValue,
  isCelError,
  parse,
  plan,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { checkNames, type ExpressionNames } from './checkNames';
import { checkSize } from './checkSize';
import { ExpressionError } from './ExpressionError';
import { limitLoops, LoopBudget } from './limitLoops';

/** The value of an expression, or why it has none: a sentence without its full stop. */
type Evaluation = { value: CelValue } | { error: string };

/** An expression, ready to be asked. Never throws. */
export type CelExpression = (variables: Record<string, CelInput>) => Evaluation;

/**
 * Parses and checks a CEL expression.
 *
 * @throws ExpressionError with line and column.
 */
export function compileExpression(
  source: string,
  names: ExpressionNames = {},
): CelExpression {
  checkSize(source);
  const parsed = parseExpression(source);
  const budget = new LoopBudget();
  const env = celEnv({ funcs: [...strings, budget.toFunction()] });
  checkNames(parsed, { source, env, ...names });
  limitLoops(parsed);
  const evaluate = plan(env, parsed);
  return input => {
    budget.refill();
    return guard(() => evaluate(input));
  };
}

/** A deep document can exhaust the stack even of an expression that is small. */
function guard(evaluate: () => unknown): Evaluation {
  try {
    const value = evaluate();
    return isCelError(value)
      ? { error: value.message }
      : { value: value as CelValue };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function parseExpression(source: string) {
  try {
    return parse(source);
  } catch (error) {
    throw new ExpressionError(...whatIsWrong(error, source));
  }
}

/** What the parser of CEL tells beside its message. */
interface SyntaxProblem {
  found?: string | null;
  location?: { start?: { offset?: number } };
}

function whatIsWrong(error: unknown, source: string): [string, string, number] {
  const { found, location } = error as SyntaxProblem;
  const offset = location?.start?.offset ?? 0;
  const from = found ?? source.slice(offset, offset + 1);
  const what = from
    ? `CEL cannot read it from "${from}" on`
    : 'It ends too early';
  return [
    `${what}. Look for a quote or an operand that is missing.`,
    source,
    offset,
  ];
}
