import type { PlanAction } from '../events/types';

/** What the list of single actions in a plan amounts to; a move or an import of something unchanged is one too. */
export function readAction(
  actions: unknown[],
  also: { moved: boolean; imported: boolean },
): PlanAction {
  const has = (action: string) => actions.includes(action);
  if (has('create') && has('delete')) return 'replace';
  // Terraform forgets the old object and makes a new one.
  if (has('create') && has('forget')) return 'replace';
  if (has('create')) return 'create';
  if (has('update')) return 'update';
  if (has('delete')) return 'delete';
  if (has('forget')) return 'forget';
  if (has('read')) return 'read';
  if (also.imported) return 'import';
  return also.moved ? 'move' : 'none';
}
