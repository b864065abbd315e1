import { isMap, isPair, isSeq, type Node, type Pair } from 'yaml';

/** Where what a node says ends: before comments and empty lines, which a collection's own range includes. */
export function contentEnd(node: Node): number {
  const end = node.range![1];
  if ((!isMap(node) && !isSeq(node)) || node.flow || !node.items.length) {
    return end;
  }
  const last = node.items.at(-1) as Node | Pair<Node, Node | null>;
  return isPair(last) ? pairEnd(last) : contentEnd(last);
}

/** Where a pair ends; behind its key when it has no value. */
export function pairEnd({ key, value }: Pair<Node, Node | null>): number {
  const isEmpty = !value || value.range![0] === value.range![1];
  return isEmpty ? key.range![1] : contentEnd(value);
}
