import { until } from './until';

const STILL_MS = 60;

describe('until', () => {
  it('answers the first that will do', async () => {
    const states = ['open', 'processing', 'completed'];
    const look = async () => states.shift();
    await expect(
      until('it has ended', look, state => state === 'completed'),
    ).resolves.toBe('completed');
  });

  it.each([[undefined], [false]])(
    'does not take %s for an answer',
    async no => {
      const seen = [no, 0];
      await expect(until('it is there', () => seen.shift())).resolves.toBe(0);
    },
  );

  it('takes what is thrown for "not yet"', async () => {
    const answers = [
      async () => Promise.reject(new Error('connection refused')),
      async () => 'ready',
    ];
    await expect(until('it answers', () => answers.shift()!())).resolves.toBe(
      'ready',
    );
  });

  it.each([
    ['what was there', () => ({ status: 'open' }), '{\n "status": "open"\n}'],
    ['that there was nothing', () => undefined, 'nothing'],
    [
      'what was thrown',
      () => {
        throw new Error('connection refused');
      },
      'Error: connection refused',
    ],
  ])('says what it waited for and %s', async (_, look, words) => {
    await expect(
      until('the task has ended', look, () => false, STILL_MS),
    ).rejects.toThrow(
      `Waited in vain until the task has ended. There was instead: ${words}`,
    );
  });

  it('waits longer than its limit for what still gets on', async () => {
    const begun = performance.now();
    const step = () => Math.floor((performance.now() - begun) / 30);
    await expect(
      until('it is at step 8', step, at => at >= 8, STILL_MS * 2),
    ).resolves.toBeGreaterThanOrEqual(8);
    expect(performance.now() - begun).toBeGreaterThan(STILL_MS * 2);
  });
});
