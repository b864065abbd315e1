import type { LogLine } from '../../types';
import type { RunRow } from '../rows';
import type { Work } from '../Work';

export type NewLine = Pick<LogLine, 'level' | 'message'> & {
  at?: Date;
  step?: string;
};

/** Appends to the log of a run whose row the transaction holds, so that numbers have no gaps. */
export async function appendLines(
  work: Work,
  { id }: RunRow,
  lines: NewLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const { trx, services } = work;
  const [row] = await trx<RunRow>('workflow_runs')
    .where({ id })
    .increment('log_length', lines.length)
    .returning('*');
  const first = row.log_length - lines.length + 1;
  await trx('workflow_log').insert(
    lines.map(({ at = work.now(), level, step, message }, index) => ({
      run_id: id,
      seq: first + index,
      at,
      level,
      step,
      message: services.scrubber.scrub(message),
    })),
  );
  work.changed(row, 'log');
}
