import type { CelEnv, parse } from '@bufbuild/cel';
import { ExpressionError } from './ExpressionError';
import { childrenOf, type Expr } from './syntaxTree';

/** Names that CEL itself gives a meaning: its types, and where those of protobuf are. */
const BUILT_IN = new Set([
  ...['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string'],
  ...['type', 'uint', 'google'],
]);

/** What an expression may name, for checking it before there is a document. */
export interface ExpressionNames {
  /** The top-level keys of the documents; any when left out. */
  variables?: readonly string[];
  /** Of a variable, the fields that it can have; any of a variable that is not named here. */
  fields?: Readonly<Record<string, readonly string[]>>;
}

interface Names extends ExpressionNames {
  source: string;
  positions: Record<string, number>;
  env: CelEnv;
}

/**
 * Refuses functions that do not exist, and variables and fields that the document does not have. CEL would say
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
  checkField(expr, bound, names);
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
      `There is no ${name}. It can ask about ${variables.join(', ')}.`,
      source,
      positions[String(id)] ?? 0,
    );
  }
}

function checkField(
  { exprKind }: Expr,
  bound: ReadonlySet<string>,
  { source, positions, fields = {} }: Names,
): void {
  if (exprKind.case !== 'selectExpr') return;
  const { operand, field } = exprKind.value;
  if (operand?.exprKind.case !== 'identExpr') return;
  const { name } = operand.exprKind.value;
  if (bound.has(name) || !Object.hasOwn(fields, name)) return;
  if (!fields[name].includes(field)) {
    throw new ExpressionError(
      `There is no ${name}.${field}. ${
        fields[name].length > 0
          ? `It can ask about ${fields[name]
              .map(known => `${name}.${known}`)
              .join(', ')}.`
          : `Nothing is in ${name}.`
      }`,
      source,
      positions[String(operand.id)] ?? 0,
    );
  }
}
