import { screen, waitFor } from '@testing-library/react';

/** Waits until what has a role says this, and answers it. On the way there it may say something else. */
export function says(
  role: string,
  words: string | RegExp,
): Promise<HTMLElement> {
  return waitFor(() => {
    const found = screen.getByRole(role);
    expect(found).toHaveTextContent(words);
    return found;
  });
}
