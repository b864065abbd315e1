import type { EnvironmentFreeze } from '@towpath/plugin-environment-common';
import fc from 'fast-check';
import { RecurringFreeze } from './RecurringFreeze';

const freeze = (change: Partial<EnvironmentFreeze> = {}) =>
  new RecurringFreeze({
    schedule: '0 18 * * FRI',
    duration: 'PT62H',
    timeZone: 'Europe/Berlin',
    reason: 'Weekend',
    ...change,
  });

function windowAt(now: string, change?: Partial<EnvironmentFreeze>) {
  const window = freeze(change).windowAt(new Date(now));
  return window && [window.startsAt, window.endsAt].map(t => t.toISOString());
}

describe('a recurring freeze', () => {
  it('holds from its first moment up to, and without, its last', () => {
    const weekend = ['2026-11-27T17:00:00.000Z', '2026-11-30T07:00:00.000Z'];

    expect(windowAt('2026-11-27T16:59:59Z')).toEqual(weekend);
    expect(windowAt('2026-11-27T17:00:00Z')).toEqual(weekend);
    expect(windowAt('2026-11-30T06:59:59Z')).toEqual(weekend);
    expect(windowAt('2026-11-30T07:00:00Z')).toEqual([
      '2026-12-04T17:00:00.000Z',
      '2026-12-07T07:00:00.000Z',
    ]);
  });

  it('keeps its hour on the clock, and its sixty minutes, when clocks go forward', () => {
    expect(windowAt('2026-03-29T12:00:00Z')).toEqual([
      '2026-03-27T17:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ]);
    expect(windowAt('2026-03-29T12:00:00Z', { duration: { days: 3 } })).toEqual(
      ['2026-03-27T17:00:00.000Z', '2026-03-30T16:00:00.000Z'],
    );
  });

  it('begins after the gap when clocks leave its hour out', () => {
    const nightly = { schedule: '30 2 * * *', duration: 'PT1H' };

    expect(windowAt('2026-03-29T00:00:00Z', nightly)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-29T02:30:00.000Z',
    ]);
  });

  it('begins once, with the first of two equal hours, when clocks go back', () => {
    const nightly = { schedule: '30 2 * * *', duration: 'PT1H' };
    const first = ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'];

    expect(windowAt('2026-10-24T12:00:00Z', nightly)).toEqual(first);
    expect(windowAt('2026-10-25T01:15:00Z', nightly)).toEqual(first);
    expect(windowAt('2026-10-25T01:30:00Z', nightly)).toEqual([
      '2026-10-26T01:30:00.000Z',
      '2026-10-26T02:30:00.000Z',
    ]);
  });

  it('never tells a window that is over, nor one past another that holds', () => {
    const anyFreeze = fc.record({
      schedule: fc.constantFrom(
        '0 18 * * FRI',
        '30 2 * * *',
        '*/20 1-3 * 3,10 *',
        '0 0 1 1 *',
      ),
      duration: fc.constantFrom('PT30M', 'PT25H', 'P1D', 'P1W'),
      timeZone: fc.constantFrom(
        'Europe/Berlin',
        'America/New_York',
        'Australia/Lord_Howe',
        'UTC',
      ),
    });
    const anyTime = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyFreeze, anyTime, (change, now) => {
        const sample = freeze(change);
        const window = sample.windowAt(now)!;
        expect(window.endsAt > now).toBe(true);
        expect(window.endsAt > window.startsAt).toBe(true);
        expect(
          sample.windowAt(window.startsAt)!.startsAt <= window.startsAt,
        ).toBe(true);
      }),
    );
  });

  it.each([
    [{ schedule: 'fridays' }, /^schedule is "fridays"\. Write .* cron/],
    [{ schedule: '0 0 18 * * FRI' }, /five fields/],
    [{ schedule: '0 0 30 2 *' }, /a day that never comes/],
    [{ duration: 'two days' }, /^duration is "two days"\./],
    [{ duration: {} }, /^duration is \{\}\./],
    [{ timeZone: 'Berlin' }, /^timeZone is "Berlin"\. Name a time zone/],
  ])('refuses %j with the way out', (change, message) => {
    expect(() => freeze(change)).toThrow(message);
  });
});
