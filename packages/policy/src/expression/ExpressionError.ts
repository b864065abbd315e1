import { placeOf } from './place';

/** An expression that cannot be used, and where in it the reason is. */
export class ExpressionError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, expression: string, offset: number) {
    super(message);
    this.name = 'ExpressionError';
    ({ line: this.line, column: this.column } = placeOf(expression, offset));
  }
}
