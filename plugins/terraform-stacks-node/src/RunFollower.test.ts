import type { StackRun } from '@towpath/plugin-terraform-stacks-common';
import { RunFollower } from './RunFollower';

const runWith = (lines: StackRun['lines']) => ({ lines } as StackRun);

it('passes each line on once, and does not follow for ever a run that always says more', async () => {
  const heard: string[] = [];
  const stop = new AbortController();
  const follower = new RunFollower({
    look: async after => {
      if (after === 2) stop.abort();
      if (after === 9) throw new Error('It goes on and on');
      const seq = after + 1;
      return runWith([{ seq, level: 'info', message: `line ${seq}` }]);
    },
    hear: ({ message }) => heard.push(message),
  });
  await follower.look(stop.signal);
  expect(heard).toEqual(['line 1', 'line 2', 'line 3']);
});
