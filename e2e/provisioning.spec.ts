import pg from 'pg';
import { findBarriers } from './support/accessibility';
import { databasesConnection } from './support/environment';
import { expect, signIn, test } from './support/portal';

const TAB = '/catalog/default/component/stock-service/resources';

// The second test takes away what the first one has made.
test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

const outputOf = async (name: string, page: import('@playwright/test').Page) =>
  (
    await page
      .getByRole('row', { name: new RegExp(`^${name}\\b`) })
      .getByRole('cell')
      .last()
      .innerText()
  ).trim();

test('what a service asks for in its Score file becomes a database that it alone can read', async ({
  page,
}) => {
  await signIn(page, 'Linus Bergström');
  await page.goto(TAB);
  await page.getByRole('button', { name: 'Plan Development' }).click();
  await page.waitForURL(/\/score\/plans\/.+/);
  await expect(page.getByText(/counts/).first()).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Provision dev' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Its own database');
  await dialog.getByRole('button', { name: 'Provision dev' }).click();
  await page.waitForURL(/\/runs\/.+/);
  await expect(page.getByText(/^succeeded$/i).first()).toBeVisible({
    timeout: 120_000,
  });
});
