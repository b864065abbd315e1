import { systemClock } from './index.ts';

const STOP = new Error('the portal stops');

it('a pause that is cut short ends with the reason it was cut short for', async () => {
  const controller = new AbortController();
  const pause = systemClock.sleep(60_000, controller.signal);
  controller.abort(STOP);
  await expect(pause).rejects.toBe(STOP);
});

it.each([0, 60_000])(
  'a pause of %s ms after the stop does not begin',
  async ms => {
    const pause = systemClock.sleep(ms, AbortSignal.abort(STOP));
    await expect(pause).rejects.toBe(STOP);
  },
);

it('a pause of more than 25 days, the longest timer, does not end at once', async () => {
  const warned = jest.fn();
  process.on('warning', warned);
  const controller = new AbortController();
  const pause = systemClock.sleep(30 * 86_400_000, controller.signal);
  const first = await Promise.race([pause, systemClock.sleep(50, undefined)]);
  process.off('warning', warned);
  controller.abort(STOP);
  expect(first).toBeUndefined();
  await expect(pause).rejects.toBe(STOP);
});
