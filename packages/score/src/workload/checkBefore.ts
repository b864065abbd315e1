import { suggest } from '../diagnostics/suggest';
import type { Finding } from '../load/tree';
import { findCycle } from '../resources/topology';
import { isPlainMap, mapEntries } from '../json';
import type { Workload } from '../types';

/** Finds `before` entries that name no container, themselves, or a circle. */
export function checkBefore(workload: Workload): Finding[] {
  const containers = mapEntries(workload.containers);
  const names = containers.map(([name]) => name);
  const waits = new Map<string, string[]>(names.map(name => [name, []]));
  const findings: Finding[] = [];
  for (const [name, { before }] of containers) {
    for (const other of isPlainMap(before) ? Object.keys(before) : []) {
      const path = ['containers', name, 'before', other];
      if (!waits.has(other))
        findings.push(unknownContainer(other, names, path));
      else if (other === name) findings.push(waitsForItself(name, path));
      else waits.get(name)!.push(other);
    }
  }
  const cycle = findCycle(waits);
  if (cycle) findings.push(circle(cycle));
  return findings;
}

function unknownContainer(
  other: string,
  names: string[],
  path: string[],
): Finding {
  const meant = suggest(other, names);
  return {
    severity: 'error',
    code: 'before/unknown-container',
    message: `${path[1]} is to run before ${other}, and there is no such container`,
    path,
    at: 'key',
    lacks: ['containers', other],
    fix: {
      text: meant
        ? `did you mean ${meant}?`
        : `containers: ${names.join(', ')}`,
      automatic: false,
    },
  };
}

function waitsForItself(name: string, path: string[]): Finding {
  return {
    severity: 'error',
    code: 'before/self',
    message: `${name} is to run before itself`,
    path,
    at: 'key',
    fix: { text: 'remove the entry', automatic: false },
  };
}

function circle(cycle: string[]): Finding {
  return {
    severity: 'error',
    code: 'before/cycle',
    message: `containers wait for each other: ${cycle.join(' before ')}`,
    path: ['containers', cycle[0], 'before', cycle[1]],
    at: 'key',
    fix: { text: 'remove one of these entries', automatic: false },
  };
}
