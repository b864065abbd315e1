import { pauseAfter } from './pauseAfter';

const BOUNDS = { shortest: 500, longest: 3_000 };

it.each([
  ['before anything was waited', 0, 500],
  ['while little was', 1_500, 500],
  ['longer the longer it takes', 6_000, 1_500],
  ['and no longer than that', 3_600_000, 3_000],
  ['after a clock that was set back', -5_000, 500],
])('pauses shortly at first: %s', (_when, waited, milliseconds) => {
  expect(pauseAfter(waited, BOUNDS)).toEqual({ milliseconds });
});
