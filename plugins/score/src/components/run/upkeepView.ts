import { UPKEEP_RUNS } from '@towpath/plugin-score-common';
import type { RunView } from '@towpath/plugin-runs-react';
import { upkeepOf, upkeepWords } from '../../lib/upkeepOf';

/** What the pages of runs show of work on one resource. */
export const upkeepView: RunView = {
  kind: UPKEEP_RUNS,
  noun: 'work on a resource',
  whatStays: run => upkeepWords(upkeepOf(run)).stays,
  parts: async () => (await import('./upkeepParts')).upkeepParts,
};
