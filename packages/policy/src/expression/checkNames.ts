import type { CelEnv, parse } from '@bufbuild/cel';
import { ExpressionError } from './ExpressionError';
import { childrenOf, type Expr } from './syntaxTree';

/** Names that CEL itself gives a meaning: its types, and where those of protobuf are. */
const BUILT_IN = new Set([
  ...['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string'],
  ...['type', 'uint', 'google'],
]);

interface Names {
  source: string;
  positions: Record<string, number>;
  env: CelEnv;
  /** Undefined: any. */
  variables?: readonly string[];
}

/**
 * Refuses functions that do not exist, and variables that the document does not have. CEL would say
 * so only when it comes to them, which for a rule about production may be the day that counts.
 *
 * @throws ExpressionError
 */
export function checkNames(
  parsed: ReturnType<typeof parse>,
  names: Omit<Names, 'positions'>,
): void {
  const positions = parsed.sourceInfo?.positions ?? {};
  visit(parsed.expr, new Set(), { ...names, positions });
}

function visit(expr: Expr, bound: ReadonlySet<string>, names: Names): void {
  checkCall(expr, names);
  checkVariable(expr, bound, names);
  for (const { expr: child, binds } of childrenOf(expr)) {
    visit(
      child,
      binds.length > 0 ? new Set([...bound, ...binds]) : bound,
      names,
    );
  }
}

function checkCall({ id, exprKind }: Expr, names: Names): void {
  if (exprKind.case !== 'callExpr') {
    return;
  }
  const { function: name } = exprKind.value;
  const isOperator = !/^[a-zA-Z]/.test(name);
  if (!isOperator && !names.env.funcs.find(name)) {
    throw new ExpressionError(
      `There is no function ${name}. Use those of CEL and its strings extension.`,
      names.source,
      names.positions[String(id)] ?? 0,
    );
  }
}

function checkVariable(
  { id, exprKind }: Expr,
  bound: ReadonlySet<string>,
  { source, positions, variables }: Names,
): void {
  if (exprKind.case !== 'identExpr' || !variables) {
    return;
  }
  const { name } = exprKind.value;
  if (!bound.has(name) && !variables.includes(name) && !BUILT_IN.has(name)) {
    throw new ExpressionError(
      `There is no ${name}. A rule can ask about ${variables.join(', ')}.`,
      source,
      positions[String(id)] ?? 0,
    );
  }
}
