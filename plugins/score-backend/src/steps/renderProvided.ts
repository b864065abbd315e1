import type { FileChange } from '@towpath/plugin-score-common';
import { hasErrors } from '@towpath/score';
import { describeSource, type ScoreText } from '../model/ScoreText';
import type { ServicePlace } from '../model/ServicePlace';
import { emptyLook } from '../planning/Look';
import { readSource } from '../source/readSource';
import type { StepServices } from './StepServices';

/** What the folder of a place is to be, with what the resources have given out; drivers are not asked. */
export async function renderProvided(
  { looker, renderer }: Pick<StepServices, 'looker' | 'renderer'>,
  asked: {
    place: ServicePlace;
    source: ScoreText;
  },
): Promise<{ changes: FileChange[]; problem?: string }> {
  const read = readSource(asked.source);
  if (!read.valid) return { changes: [], problem: 'The Score file has errors' };
  const look = emptyLook(read.workload, asked.place);
  await looker.recall(look);
  const { changes, diagnostics } = await renderer.render(look, {
    source: describeSource(asked.source),
    isWritten: true,
  });
  const found = [...look.diagnostics, ...diagnostics];
  if (!hasErrors(found)) return { changes };
  const [{ message }] = found.filter(({ severity }) => severity === 'error');
  return { changes: [], problem: message };
}
