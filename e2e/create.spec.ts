import { gitUrl } from './support/environment';
import { expect, signIn, test } from './support/portal';

test('a documentation site is created, and stands in the catalog by itself', async ({
  page,
}) => {
  await signIn(page, 'Ada Okafor');
  await page.goto('/create/templates/default/docs-site');
  await page.getByLabel('Repository name').fill('finance-handbook');
  await page.getByLabel(/^Title/).fill('Finance handbook');
  await page
    .getByLabel(/One sentence/)
    .fill('For everybody who closes a month.');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Owner').fill('Team Finance');
  await page.getByRole('option', { name: /Team Finance/ }).click();
  await page.getByRole('button', { name: /Review/ }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const open = page.getByRole('link', { name: /Open it in the catalog/ });
  await expect(open.first()).toBeVisible({ timeout: 240_000 });

  const pages = await page.request.get(`${gitUrl}/myorg/finance-handbook`);
  expect(pages.status()).toBe(200);
  await open.first().click();
  await expect(
    page.getByRole('heading', { name: 'Finance handbook' }).first(),
  ).toBeVisible();
});
