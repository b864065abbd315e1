import { fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '../__testUtils__';
import { LiveLog, type LogItem } from './LiveLog';

const BOX_PX = 200;
const LINE_PX = 22;

const linesUpTo = (count: number): LogItem[] =>
  Array.from({ length: count }, (_, seq) => ({
    seq,
    at: '2026-11-23T12:00:00Z',
    level: 'info',
    message: `line ${seq}`,
  }));

const log = (count: number, state: 'live' | 'reconnecting' = 'live') => (
  <LiveLog
    label="Log"
    empty="Nothing yet."
    state={state}
    lines={linesUpTo(count)}
  />
);

/** The browser's layout, which jsdom has not: boxes have a height and scroll. */
function layOut() {
  const sizes: Record<string, (element: HTMLElement) => number> = {
    offsetHeight: element =>
      element.getAttribute('role') === 'log' ? BOX_PX : LINE_PX,
    offsetWidth: () => 600,
    clientHeight: () => BOX_PX,
    scrollHeight: element => {
      const lines = element.lastElementChild as HTMLElement | null;
      return parseInt(lines?.style.height || '0', 10);
    },
  };
  for (const [name, read] of Object.entries(sizes)) {
    jest
      .spyOn(HTMLElement.prototype, name as 'offsetHeight', 'get')
      .mockImplementation(function size(this: HTMLElement) {
        return read(this);
      });
  }
}

const scrollTo = (top: number) => {
  const box = screen.getByRole('log');
  box.scrollTop = top;
  fireEvent.scroll(box);
};

describe('LiveLog', () => {
  beforeEach(layOut);
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('draws only what is in sight of 2,000 lines, beginning at the end', () => {
    render(log(2_000));
    const box = screen.getByRole('log');
    expect(box.scrollTop).toBe(2_000 * LINE_PX);
    fireEvent.scroll(box);
    expect(screen.getByText('line 1999')).toBeInTheDocument();
    expect(screen.queryByText('line 3')).not.toBeInTheDocument();
    expect(screen.getAllByText(/^line /).length).toBeLessThan(60);
  });

  it('follows the end while the reader is there', () => {
    const { rerender } = render(log(100));
    rerender(log(150));
    expect(screen.getByRole('log').scrollTop).toBe(150 * LINE_PX);
    expect(screen.queryByRole('button', { name: /new line/ })).toBeNull();
  });

  it('does not jump away from what is being read when lines come', async () => {
    const { rerender } = render(log(100));
    scrollTo(300);
    rerender(log(103));
    expect(screen.getByRole('log').scrollTop).toBe(300);
    await userEvent.click(
      screen.getByRole('button', { name: '3 new lines ↓' }),
    );
    expect(screen.getByRole('log').scrollTop).toBe(103 * LINE_PX);
    rerender(log(104));
    expect(screen.getByRole('log').scrollTop).toBe(104 * LINE_PX);
  });

  it('keeps what is known in sight while it reconnects, and says so', () => {
    const { rerender } = render(log(5));
    rerender(log(5, 'reconnecting'));
    expect(screen.getByRole('status')).toHaveTextContent('connection lost');
    expect(screen.getByText('line 4')).toBeInTheDocument();
  });

  it('says how serious a line is in words, so that a copy says it too', async () => {
    const written = jest.spyOn(navigator.clipboard, 'writeText');
    const lines: LogItem[] = [
      {
        seq: 1,
        at: '2026-11-23T12:00:00Z',
        level: 'error',
        message: 'no route',
      },
    ];
    render(<LiveLog label="Log" empty="" state="ended" lines={lines} />);
    expect(screen.getByText('error: no route')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
    expect(written).toHaveBeenCalledWith(
      expect.stringMatching(/error: no route$/),
    );
    expect(screen.getByRole('button', { name: 'Copied' })).toBeVisible();
  });

  it('says what will be here when there is nothing', () => {
    render(log(0));
    expect(screen.getByText('Nothing yet.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Copy' })).toBeDisabled();
  });
});
