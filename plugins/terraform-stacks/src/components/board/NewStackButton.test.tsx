import { screen } from '@testing-library/react';
import { openPage } from '../../__testUtils__/openPage';
import { StubStacks } from '../../__testUtils__/StubStacks';

// In a file of its own: what one may do is remembered from test to test.
it('leads nobody to a form that would refuse them, and says why', async () => {
  openPage('', new StubStacks(), { mayStart: false });
  await screen.findByText(/You may not make stacks/);
  expect(screen.getByText('New stack').closest('a')).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});
