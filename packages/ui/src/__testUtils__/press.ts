import { screen, waitFor } from '@testing-library/react';
import { userEvent } from './userEvent';

/** Presses a button as soon as it is there and can be pressed. */
export async function press(name: string | RegExp): Promise<void> {
  const button = await waitFor(() => {
    const found = screen.getByRole('button', { name });
    expect(found).toBeEnabled();
    return found;
  });
  await userEvent.click(button);
}
