import type { JsonObject } from '@backstage/types';
import { compact, readNumber, readObject, readText } from '../json/read';
import type { ResourceProgress } from './types';

const OPERATIONS: Record<string, ResourceProgress['operation']> = {
  apply: 'apply',
  provision: 'provision',
  refresh: 'refresh',
  ephemeral_op: 'ephemeral',
  // OpenTofu's name for it.
  ephemeral_action: 'ephemeral',
  action: 'action',
};

const PHASES: Record<string, ResourceProgress['phase']> = {
  start: 'started',
  started: 'started',
  progress: 'progress',
  complete: 'complete',
  errored: 'errored',
};

/**
 * `apply_start`, `provision_errored` and their like. What a provisioner prints and the id that a
 * resource got are left out: both may be secrets that nobody knows yet.
 */
export function readProgress(
  type: string,
  json: JsonObject,
): ResourceProgress | undefined {
  const cut = type.lastIndexOf('_');
  const operation = own(OPERATIONS, type.slice(0, Math.max(cut, 0)));
  const phase = own(PHASES, type.slice(cut + 1));
  const hook = readObject(json.hook);
  const address = readText(readObject(hook.resource).addr);
  if (!operation || !phase || address === undefined) return undefined;
  return compact({
    type: 'resource' as const,
    phase,
    operation,
    address,
    action: readText(hook.action),
    elapsedSeconds: readNumber(hook.elapsed_seconds),
    provisioner: readText(hook.provisioner),
  });
}

function own<T>(table: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
