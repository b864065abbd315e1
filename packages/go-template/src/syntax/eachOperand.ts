import type { Node, Operand, Pipe } from './nodes';

/** An operand, and whether its dot is what the template is filled with. */
export interface FoundOperand {
  operand: Operand;
  isRoot: boolean;
}

/** All operands of a template, those in parentheses too. */
export function* eachOperand(
  nodes: Node[],
  isRoot = true,
): Generator<FoundOperand> {
  for (const node of nodes) {
    if (node.kind === 'action') yield* ofPipe(node.pipe, isRoot);
    if (!('branches' in node)) continue;
    const { pipe, body, otherwise } = node.branches;
    yield* ofPipe(pipe, isRoot);
    yield* eachOperand(body, isRoot && node.kind === 'if');
    yield* eachOperand(otherwise, isRoot);
  }
}

function* ofPipe({ commands }: Pipe, isRoot: boolean): Generator<FoundOperand> {
  for (const operand of commands.flat()) {
    yield { operand, isRoot };
    if (operand.kind === 'pipe') yield* ofPipe(operand.pipe, isRoot);
  }
}
