import { compareText } from '../diagnostics/diagnostic';
import { dependencyOrder } from '../resources/topology';
import type { Container, ReadyState, Workload } from '../types';
import type { Problems } from './problems';

/** How a container starts with respect to the others. */
export interface StartRole {
  name: string;
  container: Container;
  /**
   * What the others wait for; undefined when none waits. Of several states the
   * last one to be reached counts.
   */
  until?: ReadyState;
}

const RANK: ReadyState[] = ['started', 'healthy', 'complete'];

/**
 * The containers in the order in which they start: each after those that are to
 * run `before` it, else by name.
 */
export function startOrder(
  workload: Workload,
  problems: Problems,
): StartRole[] {
  const { containers } = workload;
  const waitsFor = new Map<string, string[]>(
    Object.keys(containers)
      .sort(compareText)
      .map(name => [name, []]),
  );
  for (const [name, { before = {} }] of Object.entries(containers)) {
    for (const other of Object.keys(before)) waitsFor.get(other)?.push(name);
  }
  return dependencyOrder(waitsFor).map(name => {
    const container = containers[name];
    const until = stateToReach(name, container, problems);
    return { name, container, ...(until ? { until } : {}) };
  });
}

function stateToReach(
  name: string,
  { before = {}, readinessProbe, livenessProbe }: Container,
  problems: Problems,
): ReadyState | undefined {
  const states = Object.values(before).map(({ ready }) => ready);
  const until = RANK.filter(state => states.includes(state)).pop();
  const path = ['containers', name, 'before'];
  if (until === 'healthy' && !readinessProbe && !livenessProbe) {
    problems.error({
      code: 'render/healthy-without-probe',
      message: `others wait until ${name} is healthy, and nothing says when it is`,
      path,
      fix: 'add a readinessProbe, or wait for started or complete',
    });
  }
  if (until === 'complete' && new Set(states).size > 1) {
    problems.warn({
      code: 'render/mixed-states',
      message: `${name} is to be complete for one container and ${states
        .filter(state => state !== 'complete')
        .join(', ')} for another; all wait until it is complete`,
      path,
    });
  }
  return until;
}
