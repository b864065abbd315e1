import { systemClock } from '@towpath/clock';
import type { RunRow } from '../database/rows';
import { RunPlan } from '../kinds/RunPlan';
import { LineBuffer } from './LineBuffer';
import { StepTry } from './StepTry';

const timers = () =>
  process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;

const row = { id: 'r1', step: 'write', steps: [], approval: null };

// A process would wait half a minute for it, with nothing left to do.
it.each(['stop', 'cancel', 'lost'] as const)(
  'a try that has ended leaves no timer behind when it is told to end too late: %s',
  async why => {
    const step = {
      name: 'write',
      run: async () => ({ type: 'done' as const }),
    };
    const attempt = new StepTry(
      new RunPlan({ kind: 'promotion', steps: [step] }),
      row as unknown as RunRow,
      new LineBuffer('write', systemClock, async () => {}),
      systemClock,
    );
    expect(await attempt.run(step)).toEqual({ type: 'done' });
    const before = timers();
    attempt.abort(why);
    expect(timers()).toBe(before);
  },
);
