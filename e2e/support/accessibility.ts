import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './portal';

/**
 * What axe calls serious or critical on the page as it is, one line each: "rule: element".
 *
 * @param within - a selector of the part that is looked at.
 */
export async function findBarriers(
  page: Page,
  within = 'html',
): Promise<string[]> {
  // A card that still loads is not what people look at.
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 160)}`),
    );
}
