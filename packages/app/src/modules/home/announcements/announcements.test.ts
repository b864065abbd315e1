import { ConfigReader } from '@backstage/config';
import { DateTime } from 'luxon';
import { currentAnnouncements, readAnnouncements } from './announcements';

const read = (...announcements: Array<Record<string, string>>) =>
  readAnnouncements(
    new ConfigReader({
      towpath: {
        announcements: announcements.map((fields, index) => ({
          id: `a${index}`,
          title: `title ${index}`,
          ...fields,
        })),
      },
    }),
  );

const idsAt = (now: string, ...announcements: Array<Record<string, string>>) =>
  currentAnnouncements(read(...announcements), DateTime.fromISO(now)).map(
    ({ id }) => id,
  );

describe('announcements', () => {
  it('shows none that is over or has not begun', () => {
    const over = { from: '2026-01-01', until: '2026-11-22' };
    const later = { from: '2026-11-24' };
    const always = {};
    expect(idsAt('2026-11-23T12:00:00', over, later, always)).toEqual(['a2']);
  });

  it('shows an announcement through the whole of its last day, not after', () => {
    const until = { until: '2026-11-23' };
    expect(idsAt('2026-11-23T23:59:59', until)).toEqual(['a0']);
    expect(idsAt('2026-11-24T00:00:00', until)).toEqual([]);
  });

  it('takes a moment to the minute', () => {
    const until = { until: '2026-11-23T18:00:00Z' };
    expect(idsAt('2026-11-23T17:59:59Z', until)).toEqual(['a0']);
    expect(idsAt('2026-11-23T18:00:00Z', until)).toEqual([]);
  });

  it('puts the loudest first', () => {
    const ids = idsAt(
      '2026-11-23T12:00:00',
      { severity: 'info' },
      { severity: 'critical' },
      { severity: 'warning' },
    );
    expect(ids).toEqual(['a1', 'a2', 'a0']);
  });

  it('names what is wrong in the configuration instead of showing nothing', () => {
    expect(() => read({ until: 'Christmas' })).toThrow(
      'towpath.announcements "a0": until is "Christmas"; write a date',
    );
    expect(() => read({ severity: 'loud' })).toThrow(
      'severity is "loud"; write critical, warning, info',
    );
  });

  it('has nothing to say without configuration', () => {
    expect(readAnnouncements(new ConfigReader({}))).toEqual([]);
  });
});
