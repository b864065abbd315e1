import { render, screen, within } from '@testing-library/react';
import { userEvent } from '../__testUtils__';
import { BoardCell } from './BoardCell';
import { BoardTable } from './BoardTable';

// jsdom lays nothing out; a table that draws only what is on screen needs a screen.
const size = (name: string, value: number) =>
  Object.defineProperty(HTMLElement.prototype, name, { get: () => value });
size('clientHeight', 400);
size('clientWidth', 1200);
size('offsetHeight', 40);
HTMLElement.prototype.scrollIntoView = () => {};

function show(count: number, onMore?: () => void) {
  const items = Array.from({ length: count }, (_, index) => `service-${index}`);
  render(
    <BoardTable
      label="Services by environment"
      columns="1fr 1fr 1fr"
      head={
        <>
          <BoardCell role="columnheader" first>
            Service
          </BoardCell>
          <BoardCell role="columnheader">dev</BoardCell>
          <BoardCell role="columnheader">prod</BoardCell>
        </>
      }
      items={items}
      keyOf={item => item}
      total={1_000}
      onMore={onMore}
      end={<p role="alert">The services after these did not come.</p>}
    >
      {name => (
        <>
          <BoardCell role="rowheader" first>
            <a href={`/${name}`}>{name}</a>
          </BoardCell>
          <BoardCell role="cell">
            <a href={`/${name}/dev`}>{name} in dev</a>
          </BoardCell>
          <BoardCell role="cell">
            {name !== 'service-1' && <a href="/prod">{name} in prod</a>}
          </BoardCell>
        </>
      )}
    </BoardTable>,
  );
  return screen.getByRole('table', { name: 'Services by environment' });
}

describe('BoardTable', () => {
  it('draws only the rows on screen, and says how many there are', () => {
    const table = show(1_000);
    const rows = within(table).getAllByRole('row');
    expect(rows.length).toBeLessThan(100);
    expect(table).toHaveAttribute('aria-rowcount', '1001');
    expect(rows[1]).toHaveAttribute('aria-rowindex', '2');
    expect(within(rows[1]).getByRole('rowheader')).toHaveTextContent(
      'service-0',
    );
  });

  it.each([
    [500, 0],
    [5, 1],
  ])(
    'of %i rows asks %i times for more: near the end alone',
    (count, times) => {
      const onMore = jest.fn();
      show(count, onMore);
      expect(onMore).toHaveBeenCalledTimes(times);
    },
  );

  it('moves with the arrow keys: along a row, and down a column', async () => {
    show(5);
    const link = (name: string) => screen.getByRole('link', { name });
    link('service-0').focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(link('service-0 in prod')).toHaveFocus();
    // There is nothing in that column below: the row's first link takes the focus.
    await userEvent.keyboard('{ArrowDown}');
    expect(link('service-1')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    expect(link('service-0')).toHaveFocus();
  });

  it('says below the last row what did not come', () => {
    show(5);
    expect(screen.getByRole('alert')).toBeVisible();
  });
});
