import type { Finding } from '../load/tree';
import type { Workload } from '../types';
import { checkBefore } from './checkBefore';
import { checkPlaceholders } from './checkPlaceholders';

/** What a schema cannot say about a workload that keeps it. */
export function checkWorkload(workload: Workload): Finding[] {
  return [...checkPlaceholders(workload), ...checkBefore(workload)];
}
