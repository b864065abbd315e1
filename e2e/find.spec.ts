import { expect, signIn, test } from './support/portal';
import { waitUntilDocumented } from './support/waitUntilFilled';

test.beforeAll(async () => {
  await waitUntilDocumented();
});

test.beforeEach(({ page }) => signIn(page, 'Ada Okafor'));

test('a service is found by search, with its docs, its API and its repository', async ({
  page,
  context,
}) => {
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('payment service');
  await dialog
    .getByRole('link', { name: 'Payment Service', exact: true })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: 'Payment Service' }).first(),
  ).toBeVisible();

  await tabs.getByRole('link', { name: 'Docs' }).click();
  await expect(
    page.getByText('The one way to a customer').first(),
  ).toBeVisible();

  await tabs.getByRole('link', { name: 'API' }).click();
  await page.getByRole('link', { name: 'Payment API' }).first().click();
  await expect(
    page.getByRole('heading', { name: 'Payment API' }).first(),
  ).toBeVisible();
  await tabs.getByRole('link', { name: 'API' }).click();
  await expect(page.getByText('/payments').first()).toBeVisible();

  await page.goto('/catalog/default/component/payment-service');
  const repository = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Repository' }).first().click();
  const gitHost = await repository;
  await expect(gitHost.getByText('catalog-info.yaml').first()).toBeVisible();
});

test('documentation that nobody has opened is found by its words', async ({
  page,
}) => {
  await page.goto('/search?query=runbook&types[]=techdocs');
  await expect(
    page.getByRole('link', { name: /runbook/i }).first(),
  ).toBeVisible();
});

test('an environment shows what it promotes from and to', async ({ page }) => {
  await page.goto('/catalog/default/environment/staging');
  const pipeline = page.getByRole('navigation', {
    name: /pipeline|promotion/i,
  });
  await expect(
    pipeline.getByRole('link', { name: /Development/ }),
  ).toBeVisible();
  await pipeline.getByRole('link', { name: /Production/ }).click();
  await expect(page).toHaveURL(/environment\/prod/);
});
