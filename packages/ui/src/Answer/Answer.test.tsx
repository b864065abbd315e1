import { render, screen } from '@testing-library/react';
import { says, userEvent } from '../__testUtils__';
import { Answer } from './Answer';
import { both } from './both';
import type { Asked } from './useLastingError';

const asked = <Data,>(extra: Partial<Asked<Data>>): Asked<Data> => ({
  data: undefined,
  error: null,
  refetch: () => {},
  ...extra,
});

const page = (answer: Asked<string[]>) => (
  <Answer asked={answer} failure="The freezes cannot be listed" rows={3}>
    {names => <p>{names.join() || 'none'}</p>}
  </Answer>
);

const away = new Error('The database is away.');

describe('Answer', () => {
  it('holds the place of what is on its way', () => {
    render(page(asked({})));
    expect(screen.getByRole('status', { name: 'Loading' })).toBeVisible();
  });

  it('shows an empty answer as an answer, never as one that is still to come', () => {
    render(page(asked({ data: [] })));
    expect(screen.getByText('none')).toBeVisible();
  });

  it('keeps what is known when asking again fails', () => {
    render(page(asked({ data: ['prod'], error: away })));
    expect(screen.getByText('prod')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('does not flicker between an error and a placeholder while it asks again by itself', async () => {
    const { rerender } = render(page(asked({ error: away })));
    rerender(page(asked({})));
    await says('alert', 'The freezes cannot be listed');
    rerender(page(asked({ data: ['prod'] })));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('asks again by hand, and shows that it does', async () => {
    const refetch = jest.fn();
    const { rerender } = render(page(asked({ error: away, refetch })));
    rerender(page(asked({ refetch })));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(refetch).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('status', { name: 'Loading' })).toBeVisible();
  });
});

describe('both', () => {
  const known = asked({ data: 'dev' });

  it('is known when both are, even as nothing', () => {
    expect(both(known, asked({ data: '' })).data).toEqual(['dev', '']);
  });

  it('is not known while one is not', () => {
    expect(both(known, asked({})).data).toBeUndefined();
    expect(both(asked({}), known).error).toBeUndefined();
  });

  it('says why the one that failed did, and asks that one again', () => {
    const one = asked({
      data: 'dev',
      error: new Error('later'),
      refetch: jest.fn(),
    });
    const other = asked({ error: away, refetch: jest.fn() });
    const two = both(one, other);
    expect(two.error).toBe(away);
    two.refetch();
    expect(one.refetch).not.toHaveBeenCalled();
    expect(other.refetch).toHaveBeenCalledTimes(1);
  });
});
