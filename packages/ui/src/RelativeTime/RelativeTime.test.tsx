import { act, render, screen } from '@testing-library/react';
import { Settings } from 'luxon';
import { RelativeTime } from './RelativeTime';

describe('RelativeTime', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['2026-11-23T11:59:30Z', 'now'],
    ['2026-11-23T11:57:00Z', '3 min. ago'],
    ['2026-11-20T12:00:00Z', '3 days ago'],
    ['2026-11-23T14:00:00Z', 'in 2 hr.'],
  ])('says %s as "%s"', (at, words) => {
    render(<RelativeTime at={at} />);
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it.each([
    ['2026-11-23T11:59:30Z', 'now'],
    ['2026-11-23T11:57:00Z', '3 min'],
    ['2026-11-23T09:01:00Z', '2 h'],
    ['2026-11-14T12:00:00Z', '9 d'],
  ])('fits %s into a column as "%s"', (at, words) => {
    render(<RelativeTime at={at} short />);
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it('speaks the language of the portal in a browser of another', () => {
    Settings.defaultLocale = 'de';
    render(<RelativeTime at="2026-11-20T12:00:00Z" />);
    expect(screen.getByText('3 days ago')).toHaveAttribute(
      'title',
      expect.stringContaining('November 20'),
    );
    Settings.defaultLocale = 'en-US';
  });

  it('grows older while the page stays open', () => {
    render(<RelativeTime at="2026-11-23T11:59:30Z" />);
    expect(screen.getByText('now')).toBeInTheDocument();
    act(() => {
      jest.advanceTimersByTime(90_000);
    });
    expect(screen.getByText('2 min. ago')).toBeInTheDocument();
  });

  it('carries the exact moment for people and for programs', () => {
    render(<RelativeTime at="2026-11-20T12:00:00Z" />);
    const time = screen.getByText('3 days ago');
    expect(time).toHaveAttribute('datetime', '2026-11-20T12:00:00.000Z');
    expect(time).toHaveAttribute('title', expect.stringContaining('2026'));
  });

  it('shows what it was given when that is no moment, not "Invalid DateTime"', () => {
    render(<RelativeTime at="next tuesday" />);
    expect(screen.getByText('next tuesday')).toBeInTheDocument();
  });
});
