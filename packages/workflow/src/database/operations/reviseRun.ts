import { ConflictError } from '@backstage/errors';
import type { Revision } from '../../types';
import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { askForApproval } from './askForApproval';
import { holdRun } from './readRun';

/** Changes what a run that awaits approval asks for. @throws ConflictError when it awaits none. */
export async function reviseRun(
  work: Work,
  runId: string,
  revision: Revision,
): Promise<RunRow> {
  const { leased: _, ...row } = await holdRun(work, runId);
  if (row.status !== 'awaiting-approval') {
    throw new ConflictError(
      `Run "${runId}" cannot be revised: it is ${row.status} and awaits no approval`,
    );
  }
  const state = { ...row.state, ...revision.state };
  return askForApproval(work, { ...row, state }, revision);
}
