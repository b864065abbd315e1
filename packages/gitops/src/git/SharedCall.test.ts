import { SharedCall } from './SharedCall';

/** Calls that a test answers by hand. */
function calls() {
  const open: { answer(text: string): void; fail(error: Error): void }[] = [];
  const shared = new SharedCall<string>(
    () =>
      new Promise((answer, fail) => {
        open.push({ answer, fail });
      }),
  );
  return { open, shared };
}

const turn = () => new Promise(setImmediate);

it('gives one answer to all who ask at once, and a newer one to who asks while it is under way', async () => {
  const { open, shared } = calls();
  const early = [shared.ask(), shared.ask()];
  await turn();
  const late = [shared.ask(), shared.ask()];
  await turn();
  expect(open).toHaveLength(1);

  open[0].answer('before');
  await turn();
  open[1].answer('after');

  expect(await Promise.all(early)).toEqual(['before', 'before']);
  expect(await Promise.all(late)).toEqual(['after', 'after']);
  expect(open).toHaveLength(2);
});

it('lets one give up while the others wait on, and asks anew after a failure', async () => {
  const { open, shared } = calls();
  const impatience = new AbortController();
  const impatient = shared.ask(impatience.signal);
  const patient = shared.ask();
  await turn();
  impatience.abort(new Error('enough'));
  await expect(impatient).rejects.toThrow('enough');
  await expect(shared.ask(impatience.signal)).rejects.toThrow('enough');

  open[0].fail(new Error('the host is down'));
  await expect(patient).rejects.toThrow('the host is down');
  const again = shared.ask();
  await turn();
  open[1].answer('it is back');
  expect(await again).toBe('it is back');
});
