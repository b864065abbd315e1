import { compareText } from '../diagnostics/diagnostic';

/** For each node, the nodes that its edges lead to. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * A circle in a graph, from a node back to itself, or undefined. The same
 * circle whatever order the graph was built in.
 */
export function findCycle(graph: Graph): string[] | undefined {
  const done = new Set<string>();
  for (const start of sortedKeys(graph)) {
    const cycle = walkFrom(start, graph, done);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Depth first without recursion, so that a long chain is no danger. */
function walkFrom(
  start: string,
  graph: Graph,
  done: Set<string>,
): string[] | undefined {
  const trail: { node: string; next: string[] }[] = [];
  const onTrail = new Set<string>();
  const enter = (node: string) => {
    trail.push({ node, next: [...(graph.get(node) ?? [])].sort(compareText) });
    onTrail.add(node);
  };
  if (!done.has(start)) enter(start);
  while (trail.length) {
    const { node, next } = trail[trail.length - 1];
    const target = next.shift();
    if (target === undefined) {
      done.add(node);
      onTrail.delete(node);
      trail.pop();
    } else if (onTrail.has(target)) {
      const path = trail.map(step => step.node);
      return [...path.slice(path.indexOf(target)), target];
    } else if (!done.has(target)) {
      enter(target);
    }
  }
  return undefined;
}

/**
 * The nodes so that each comes after all that its edges lead to, taken layer by
 * layer and sorted by name inside a layer. Nodes on a circle, or behind one,
 * are left out.
 */
export function dependencyOrder(graph: Graph): string[] {
  return dependencyLayers(graph).flat();
}

/**
 * The same by layers: the edges of a node lead to earlier layers only, and to
 * the one just before at least once.
 */
export function dependencyLayers(graph: Graph): string[][] {
  const missing = new Map<string, number>();
  const waiting = new Map<string, string[]>();
  for (const [node, targets] of graph) {
    const known = new Set(targets.filter(target => graph.has(target)));
    missing.set(node, known.size);
    for (const target of known) {
      const others = waiting.get(target);
      if (others) others.push(node);
      else waiting.set(target, [node]);
    }
  }
  const layers: string[][] = [];
  let layer = [...graph.keys()].filter(node => missing.get(node) === 0);
  while (layer.length) {
    layers.push(layer.sort(compareText));
    const next: string[] = [];
    for (const node of layer.flatMap(done => waiting.get(done) ?? [])) {
      const left = missing.get(node)! - 1;
      missing.set(node, left);
      if (left === 0) next.push(node);
    }
    layer = next;
  }
  return layers;
}

function sortedKeys(graph: Graph): string[] {
  return [...graph.keys()].sort(compareText);
}
