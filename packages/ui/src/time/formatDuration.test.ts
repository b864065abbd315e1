import { formatDuration } from './formatDuration';

describe('formatDuration', () => {
  it.each([
    [-50, '0.0 s'],
    [180, '0.2 s'],
    [22_400, '22 s'],
    [59_999, '59 s'],
    [65_000, '1 min 5 s'],
    [3_600_000, '1 h'],
    [11_040_000, '3 h 4 min'],
    [194_400_000, '2 d 6 h'],
  ])('says %i ms as "%s"', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});
