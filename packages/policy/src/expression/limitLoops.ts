import { CelScalar, celFunc, type CelFunc, type parse } from '@bufbuild/cel';
import { LIMITS } from '../limits';
import { childrenOf, type Expr, type Loop } from './syntaxTree';

/** Not a name that CEL can spell, so that no expression calls it. */
const TURN = '@turn';

/** Counts the turns of all loops of one evaluation. */
export class LoopBudget {
  #left: number = LIMITS.loopTurns;

  refill(): void {
    this.#left = LIMITS.loopTurns;
  }

  /** The function that {@link limitLoops} has each turn call. */
  toFunction(): CelFunc {
    return celFunc(TURN, [CelScalar.DYN], CelScalar.DYN, condition => {
      this.#left -= 1;
      if (this.#left < 0) {
        throw new Error(
          `its loops take more than ${LIMITS.loopTurns} turns on this document`,
        );
      }
      return condition;
    });
  }
}

/**
 * Has each turn of each loop ask the budget. An error in the condition of a loop ends it at once,
 * and those around it at their own next turn.
 */
export function limitLoops(parsed: ReturnType<typeof parse>): void {
  visit(parsed.expr, parsed.expr);
}

function visit(expr: Expr, template: Expr): void {
  for (const child of childrenOf(expr)) {
    visit(child.expr, template);
  }
  if (expr.exprKind.case === 'comprehensionExpr') {
    askBudget(expr.exprKind.value, template);
  }
}

function askBudget(loop: Loop, template: Expr): void {
  const condition = loop.loopCondition;
  if (condition) {
    loop.loopCondition = {
      ...template,
      id: condition.id,
      exprKind: {
        case: 'callExpr',
        value: {
          $typeName: 'cel.expr.Expr.Call',
          function: TURN,
          args: [condition],
        },
      },
    };
  }
}
