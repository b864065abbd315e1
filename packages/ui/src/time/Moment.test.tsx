import { render, screen } from '@testing-library/react';
import { Settings } from 'luxon';
import { Moment } from './Moment';

describe('Moment', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') });
    Settings.defaultZone = 'Europe/Berlin';
    Settings.defaultLocale = 'de';
  });
  afterEach(() => {
    jest.useRealTimers();
    Settings.defaultZone = 'system';
    Settings.defaultLocale = 'en-US';
  });

  it.each([
    ['2026-11-23T14:32:00Z', '15:32 GMT+1'],
    ['2026-11-27T07:00:00Z', 'Fri 08:00 GMT+1'],
    ['2026-12-04T07:00:00Z', '4 Dec 08:00 GMT+1'],
  ])(
    'says of %s "%s", so that nobody takes it for the clock of another zone',
    (at, words) => {
      render(<Moment at={at} />);
      expect(screen.getByText(words)).toHaveAttribute('datetime', at);
    },
  );

  it('has the exact moment in the title', () => {
    render(<Moment at="2026-12-04T07:00:00Z" />);
    expect(
      screen.getByTitle('December 4, 2026 at 08:00 GMT+1'),
    ).toBeInTheDocument();
  });
});
