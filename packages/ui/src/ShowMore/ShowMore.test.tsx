import { render, screen } from '@testing-library/react';
import { press, userEvent } from '../__testUtils__';
import { ShowMore, type ShowMoreProps } from './ShowMore';

const list = (extra: Partial<ShowMoreProps['list']> = {}) =>
  ({
    error: null,
    hasNextPage: true,
    isFetchingNextPage: false,
    isFetchNextPageError: false,
    fetchNextPage: jest.fn(),
    ...extra,
  } as ShowMoreProps['list']);

const show = (of: ShowMoreProps['list']) =>
  render(<ShowMore list={of} what="The freezes after these" />);

describe('ShowMore', () => {
  it('asks for what comes next, with the keyboard too', async () => {
    const more = list();
    show(more);
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(more.fetchNextPage).toHaveBeenCalledTimes(1);
  });

  it('asks once, however often it is pressed', () => {
    show(list({ isFetchingNextPage: true }));
    expect(screen.getByRole('button')).toBeDisabled();
  });

  it('is nothing on the last page', () => {
    const { container } = show(list({ hasNextPage: false }));
    expect(container).toBeEmptyDOMElement();
  });

  it('never passes off what did not come as the end of the list', async () => {
    const error = new Error('The database is away.');
    const failed = list({ isFetchNextPageError: true, error });
    show(failed);
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The freezes after these did not come: The database is away.',
    );
    await press('Try again');
    expect(failed.fetchNextPage).toHaveBeenCalledTimes(1);
  });
});
