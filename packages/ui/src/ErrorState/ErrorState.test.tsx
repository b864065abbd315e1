import {
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import { render, screen } from '@testing-library/react';
import { userEvent } from '../__testUtils__';
import { ErrorState } from './ErrorState';

describe('ErrorState', () => {
  it('shows the reason, never only that something failed', () => {
    render(
      <ErrorState title="No services" error={new Error('pool is empty')} />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('pool is empty');
  });

  it.each([
    [new NotAllowedError('no'), /groups do not allow/],
    [new NotFoundError('no'), /renamed or removed/],
    [new TypeError('Failed to fetch'), /portal runs/],
    ['just a string', /tell the platform team/],
  ])('says what to do about %s', (error, advice) => {
    render(<ErrorState title="No services" error={error} />);
    expect(screen.getByRole('alert')).toHaveTextContent(advice);
  });

  it('says what the backend said, not that a request failed', async () => {
    const body = JSON.stringify({
      error: { name: 'ConflictError', message: 'prod runs 1.4.1 by now.' },
      response: { statusCode: 409 },
    });
    const error = await ResponseError.fromResponse(
      new Response(body, {
        status: 409,
        headers: { 'Content-Type': 'application/json' },
      }),
    );
    render(<ErrorState title="Nothing was promoted" error={error} />);
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('prod runs 1.4.1 by now.');
    expect(alert).toHaveTextContent('no longer as it was shown');
    expect(alert).not.toHaveTextContent('Request failed');
  });

  it('tries again when asked, and offers no dead button otherwise', async () => {
    const retry = jest.fn();
    const { rerender } = render(
      <ErrorState title="x" error={new Error('y')} onRetry={retry} />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledTimes(1);

    rerender(<ErrorState title="x" error={new Error('y')} />);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
