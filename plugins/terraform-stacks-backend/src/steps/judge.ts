import { done, fail, type Step } from '@towpath/workflow';
import type { StackRunInput, StackRunState } from '../model/StackRunInput';

/** Ends the run as its apply ended: how that was is kept, whatever it was. */
export const judgeStep: Step<StackRunInput, StackRunState> = {
  name: 'judge',
  async run({ state: { ending } }) {
    if (!ending || ending.outcome === 'succeeded') return done();
    return fail(ending.words.join('. '));
  },
};
