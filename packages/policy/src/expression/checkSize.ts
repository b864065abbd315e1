import { LIMITS } from '../limits';
import { ExpressionError } from './ExpressionError';

/** Text and comments, in which brackets do not count. */
const QUIET =
  /("""|''')[\s\S]*?\1|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*/g;

/**
 * Refuses what would exhaust the parser or the evaluator, which both call themselves for each level,
 * and the bracket that is not closed, whose place the parser does not tell.
 *
 * @throws ExpressionError
 */
export function checkSize(expression: string): void {
  if (expression.trim() === '') {
    throw new ExpressionError(
      'It is empty. Write a CEL expression.',
      expression,
      0,
    );
  }
  if (expression.length > LIMITS.expressionLength) {
    throw new ExpressionError(
      `It has ${expression.length} characters, ${LIMITS.expressionLength} are allowed. Split the rule.`,
      expression,
      LIMITS.expressionLength,
    );
  }
  checkNesting(expression);
}

/** Counts brackets, and the `?` and signs that nest without any. */
function checkNesting(expression: string): void {
  const visible = expression.replace(QUIET, quiet => ' '.repeat(quiet.length));
  const open: number[] = [];
  let others = 0;
  for (let at = 0; at < visible.length; at++) {
    const character = visible[at];
    if ('([{'.includes(character)) open.push(at);
    if (')]}'.includes(character)) open.pop();
    if (character === '?') others += 1;
    if ('!-'.includes(character) && character === visible[at - 1]) others += 1;
    if (open.length + others > LIMITS.nesting) {
      throw new ExpressionError(
        `It nests deeper than ${LIMITS.nesting} levels. Split the rule.`,
        expression,
        at,
      );
    }
  }
  const unclosed = open.pop();
  if (unclosed !== undefined) {
    throw new ExpressionError(
      `"${expression[unclosed]}" is not closed.`,
      expression,
      unclosed,
    );
  }
}
