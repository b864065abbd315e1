import type { PolicyHit } from '@towpath/plugin-policies-common';
import { countHits, hitDays } from './hitDays';

const NOW = Date.parse('2026-11-29T00:10:00Z');
const hit = (day: string, hits: number, effect = 'gate') =>
  ({ rule: 'dear', subject: 'template', day, hits, effect } as PolicyHit);

describe('how often a rule spoke', () => {
  it('has each of 30 days once, today last, silent ones too', () => {
    const days = hitDays(
      [
        hit('2026-11-29', 2),
        hit('2026-11-29', 1, 'deny'),
        hit('2026-10-31', 5),
        hit('2026-10-30', 9),
      ],
      NOW,
    );
    expect(days).toHaveLength(30);
    expect(days[0]).toEqual({ day: '2026-10-31', hits: 5 });
    expect(days[28]).toEqual({ day: '2026-11-28', hits: 0 });
    expect(days[29]).toEqual({ day: '2026-11-29', hits: 3 });
  });

  it.each([
    [[], 'Silent for 30 days'],
    [[hit('2026-11-29', 1)], '1 time in 30 days: 1 gate'],
    [
      [
        hit('2026-11-28', 2),
        hit('2026-11-29', 3),
        hit('2026-11-29', 1, 'deny'),
      ],
      '6 times in 30 days: 5 gate, 1 deny',
    ],
  ])('is said with each verdict', (hits, words) => {
    expect(countHits(hits)).toBe(words);
  });
});
