import type { Finding } from '../load/tree';
import { isPlainMap } from '../json';
import type { Workload } from '../types';
import { checkBefore } from './checkBefore';
import { checkPlaceholders } from './checkPlaceholders';

/**
 * What a schema cannot say about a workload. One that breaks the schema is
 * looked at as far as its form allows, so that all findings come at once.
 */
export function checkWorkload(workload: Partial<Workload>): Finding[] {
  return isPlainMap(workload) ? checkMap(workload as Workload) : [];
}

function checkMap(workload: Workload): Finding[] {
  return [...checkPlaceholders(workload), ...checkBefore(workload)];
}
