import { fireEvent, render, screen } from '@testing-library/react';
import { useSearchKeys } from './useSearchKeys';

const setup = () => {
  const onSearch = jest.fn();
  const Page = () => {
    useSearchKeys(onSearch);
    return (
      <>
        <input aria-label="filter" />
        <main>page</main>
      </>
    );
  };
  render(<Page />);
  return onSearch;
};

describe('useSearchKeys', () => {
  it.each([
    ['Ctrl-K', { key: 'k', ctrlKey: true }],
    ['⌘K', { key: 'k', metaKey: true }],
    ['/', { key: '/' }],
  ])('opens search on %s', (_, event) => {
    const onSearch = setup();
    fireEvent.keyDown(screen.getByText('page'), event);
    expect(onSearch).toHaveBeenCalledTimes(1);
  });

  it('leaves a slash to whoever is typing, but not Ctrl-K', () => {
    const onSearch = setup();
    const input = screen.getByLabelText('filter');
    fireEvent.keyDown(input, { key: '/' });
    expect(onSearch).not.toHaveBeenCalled();
    fireEvent.keyDown(input, { key: 'k', ctrlKey: true });
    expect(onSearch).toHaveBeenCalledTimes(1);
  });

  it('leaves a plain k, and a slash the page has taken for itself', () => {
    const onSearch = setup();
    fireEvent.keyDown(screen.getByText('page'), { key: 'k' });
    const take = (event: Event) => event.preventDefault();
    screen.getByText('page').addEventListener('keydown', take);
    fireEvent.keyDown(screen.getByText('page'), { key: '/' });
    expect(onSearch).not.toHaveBeenCalled();
  });
});
