import type { ExpressionNames } from './expression/checkNames';
import {
  type CelExpression,
  compileExpression,
} from './expression/compileExpression';
import { fromCelValue } from './fromCelValue';
import { toVariables } from './toCelInput';

/** What an expression gives, as JSON, or why it gives nothing: a clause without its full stop. */
export type ExpressionResult = { value: unknown } | { error: string };

/** A CEL expression that was read and checked, ready to be asked. */
export class Expression {
  readonly #evaluate: CelExpression;

  private constructor(
    /** As it was written. */
    readonly source: string,
    evaluate: CelExpression,
  ) {
    this.#evaluate = evaluate;
  }

  /** @throws ExpressionError with line and column */
  static compile(source: string, names: ExpressionNames = {}): Expression {
    return new Expression(source, compileExpression(source, names));
  }

  /** Its value for a document, whose top-level keys are the variables. Never throws. */
  evaluate(document: Record<string, unknown>): ExpressionResult {
    try {
      const result = this.#evaluate(toVariables(document));
      return 'error' in result ? result : { value: fromCelValue(result.value) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }
}
