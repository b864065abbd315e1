import type { parse } from '@bufbuild/cel';

/** A CEL expression as it was parsed. */
export type Expr = ReturnType<typeof parse>['expr'];

/** The part of the tree that is a loop. */
export type Loop = Extract<
  Expr['exprKind'],
  { case: 'comprehensionExpr' }
>['value'];

/** The expressions directly within one. A loop's own come with the names that it binds for them. */
export function childrenOf(expr: Expr): { expr: Expr; binds: string[] }[] {
  return looseChildrenOf(expr).flatMap(({ expr: child, binds = [] }) =>
    child ? [{ expr: child, binds }] : [],
  );
}

type LooseChild = { expr: Expr | undefined; binds?: string[] };

function looseChildrenOf({ exprKind }: Expr): LooseChild[] {
  switch (exprKind.case) {
    case 'selectExpr':
      return [{ expr: exprKind.value.operand }];
    case 'callExpr':
      return [exprKind.value.target, ...exprKind.value.args].map(plain);
    case 'listExpr':
      return exprKind.value.elements.map(plain);
    case 'structExpr':
      return exprKind.value.entries.flatMap(({ keyKind, value }) => [
        { expr: keyKind.case === 'mapKey' ? keyKind.value : undefined },
        { expr: value },
      ]);
    case 'comprehensionExpr':
      return childrenOfLoop(exprKind.value);
    default:
      return [];
  }
}

function plain(expr: Expr | undefined): LooseChild {
  return { expr };
}

function childrenOfLoop(loop: Loop): LooseChild[] {
  const binds = [loop.iterVar, loop.iterVar2, loop.accuVar];
  return [
    { expr: loop.iterRange },
    { expr: loop.accuInit },
    { expr: loop.loopCondition, binds },
    { expr: loop.loopStep, binds },
    { expr: loop.result, binds },
  ];
}
