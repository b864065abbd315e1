import { waitFor } from '@testing-library/react';
import { StubEnvironment } from '../__testUtils__/StubEnvironment';
import { promotionFixture } from '../__testUtils__/promotionFixtures';
import { showPlugin } from '../__testUtils__/showPlugin';

describe('the pages below environments', () => {
  it.each([
    ['', 'Environments'],
    ['/promotions', 'Promotions'],
    ['/promotions/run-running', 'payment-service 0123456789ab → prod'],
    ['/approvals', 'Approvals'],
    ['/freezes', 'Freezes'],
    ['/nowhere', 'Nothing here'],
  ])('name the tab of the browser: %s is "%s"', async (address, title) => {
    const version = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const backend = new StubEnvironment({
      promotions: [promotionFixture('running', { version })],
    });
    showPlugin({ backend, path: `/environments${address}` });
    await waitFor(() =>
      expect(document.title.split(' | ')).toEqual([title, expect.anything()]),
    );
  });
});
