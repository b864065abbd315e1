import { findBarriers } from './support/accessibility';
import { expect, signIn, test } from './support/portal';

const TAB = '/catalog/default/component/payment-service/resources';

test('what a Score file asks for is shown first, then provided, and its secret is behind a button', async ({
  page,
}) => {
  await signIn(page, 'Ada Okafor');
  await page.goto(TAB);
  await page.getByRole('button', { name: 'Plan Development' }).click();
  await page.waitForURL(/\/score\/plans\/.+/);
  await expect(page.getByText('1 resource created').first()).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Provision dev' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Provision dev' }).click();
  await page.waitForURL(/\/runs\/.+/);
  await expect(page.getByText(/^succeeded$/i).first()).toBeVisible({
    timeout: 240_000,
  });

  await page.goto(TAB);
  await expect(
    page.getByRole('table', { name: 'Resources by environment' }),
  ).toContainText('provided');
  expect(await findBarriers(page)).toEqual([]);
  const secrets = page.getByRole('button', { name: 'Reveal password' });
  await secrets.click();
  await expect(page.getByRole('button', { name: 'Hide' })).toBeVisible();
});
