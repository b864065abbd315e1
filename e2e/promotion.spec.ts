import type { Page } from '@playwright/test';
import { findBarriers } from './support/accessibility';
import { deployment } from './support/argoCd';
import { expect, openAs, signIn, test } from './support/portal';
import { release } from './support/pushVersion';

const SERVICE = 'component:default/payment-service';

// One service goes all the way, so the tests follow each other.
test.describe.configure({ mode: 'serial' });
/** The board learns of a version by itself, and then offers it. */
async function openDialog(
  page: Page,
  from: string,
  to: string,
  version: string,
) {
  await page.goto('/environments');
  await page
    .getByRole('searchbox', { name: 'Filter services' })
    .fill('payment-service');
  await page
    .getByRole('link', {
      name: `Promote payment-service ${version} from ${from} to ${to}`,
    })
    .click({ timeout: 240_000 });
  return page.getByRole('dialog');
}

const status = (page: Page, word: RegExp) =>
  expect(page.getByText(word).first()).toBeVisible({ timeout: 240_000 });

test('a version goes from dev to staging with one click, and to prod with a second person', async ({
  page,
  browser,
}, { outputDir }) => {
  const version = await release(outputDir, 'payment-service');
  await signIn(page, 'Ada Okafor');

  const toStaging = await openDialog(page, 'dev', 'staging', version);
  await toStaging
    .getByRole('button', { name: `Promote ${version} to staging` })
    .click();
  await page.waitForURL(/\/environments\/promotions\/.+/);
  await status(page, /^succeeded$/i);
  expect(await deployment('payment-service-staging')).toMatchObject({
    image: expect.stringMatching(`:${version}$`),
    health: 'Healthy',
  });

  const toProd = await openDialog(page, 'staging', 'prod', version);
  // A minute of soak time may still be running.
  const ask = toProd.getByRole('button', { name: 'Ask for approval' });
  await expect(ask).toBeEnabled({ timeout: 240_000 });
  await toProd.getByLabel('Reason').fill('Refunds are idempotent');
  await ask.click();
  await page.waitForURL(/\/environments\/promotions\/.+/);
  await status(page, /awaiting approval/i);
  // Not in the sidebar: upstream's count of notifications is not in its item's name.
  expect(await findBarriers(page, 'main')).toEqual([]);

  const grace = await openAs(browser, 'Grace Lindqvist');
  await expect(grace.getByText(/Waiting for me/).first()).toBeVisible();
  await grace.goto('/environments/approvals');
  await expect(grace.getByText('Refunds are idempotent').first()).toBeVisible();
  await grace
    .getByRole('button', { name: `Approve ${version} to prod` })
    .click();

  await status(page, /^succeeded$/i);
  expect(await deployment('payment-service-prod')).toMatchObject({
    image: expect.stringMatching(`:${version}$`),
    health: 'Healthy',
  });
  await grace.context().close();
});

test('a version that fails where it goes is taken back by itself, and says why', async ({
  page,
}, { outputDir }) => {
  const before = await deployment('payment-service-staging');
  const version = await release(
    outputDir,
    'payment-service',
    '-broken-in-staging',
  );
  await signIn(page, 'Ada Okafor');

  const dialog = await openDialog(page, 'dev', 'staging', version);
  await dialog
    .getByRole('button', { name: `Promote ${version} to staging` })
    .click();
  await page.waitForURL(/\/environments\/promotions\/.+/);
  await status(page, /rolled.back/i);

  await expect(
    page.getByText(/exceeded its progress deadline/).first(),
  ).toBeVisible();
  expect(await findBarriers(page, 'main')).toEqual([]);
  const { image } = await deployment('payment-service-staging');
  expect(image).toBe(before.image);
});

test('a freeze refuses with its reason and its end, until it is ended', async ({
  page,
  browser,
}) => {
  const linus = await openAs(browser, 'Linus Moreau');
  await linus.goto('/environments/freezes');
  await linus
    .getByRole('button', { name: /^Freeze/ })
    .first()
    .click();
  const form = linus.getByRole('dialog');
  await form.getByLabel('Environment').selectOption('staging');
  await form.getByLabel('Services').fill('payment-service');
  await linus.getByRole('option', { name: 'payment-service' }).click();
  await form.getByLabel('Reason').fill('Stocktaking');
  await form.getByLabel('Until').fill('2099-12-31T18:00');
  await form.getByRole('button', { name: /^Freeze/ }).click();
  await expect(linus.getByText('Stocktaking').first()).toBeVisible();

  await signIn(page, 'Ada Okafor');
  await page.goto(`/environments?promote=${SERVICE}&from=dev&to=staging`);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/Stocktaking/).first()).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Promote/ })).toBeDisabled();

  await linus.getByRole('button', { name: /^End/ }).first().click();
  await linus.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
  await page.reload();
  // Its version was rolled back there before: it comes again with a reason only.
  const again = dialog.getByRole('button', { name: /^Promote .* again$/ });
  await expect(again).toBeDisabled();
  await expect(dialog.getByText(/Stocktaking/)).toHaveCount(0);
  await expect(dialog.getByText('No freeze holds in staging.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: /again all the same/ }).check();
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('It was the disk');
  await expect(again).toBeEnabled();
  await linus.context().close();
});
