import type { Page } from '@playwright/test';
import { killPortal } from './support/killPortal';
import { expect, signIn, test } from './support/portal';
import { tokenOf } from './support/scripts';

/** Fills in the form of the template and begins its task. */
async function begin(page: Page, name: string, seconds: number) {
  await page.goto('/create/templates/default/sandbox-stack');
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await page.getByLabel(/^Seconds/).fill(String(seconds));
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Owner').fill('Team Finance');
  await page.getByRole('option', { name: /Team Finance/ }).click();
  await page.getByRole('button', { name: /Review/ }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/create\/tasks\/.+/);
}

test('a stack is planned and applied before the eyes, and an apply outlives the portal', async ({
  page,
  problems,
  request,
}) => {
  await signIn(page, 'Ada Okafor');
  // A portal that runs already has the stacks of earlier runs.
  await begin(page, `survivor-${Date.now().toString(36)}`, 40);

  const says = (words: RegExp) =>
    expect(page.getByText(words).first()).toBeVisible({ timeout: 240_000 });
  // The log shows its end, so this is said while it happens.
  await says(/subnet.*being created/);
  await killPortal();
  // What the browser could not reach meanwhile is no fault of the page.
  problems.length = 0;
  await page.reload();

  const outputs = page.getByRole('button', { name: 'What it gives out' });
  await outputs.waitFor({ timeout: 240_000 });
  await says(/4 to create/);
  await outputs.click();
  await says(/Nothing real was made/);
  const headers = { Authorization: `Bearer ${tokenOf('ada')}` };
  const task = new URL(page.url()).pathname.split('/').pop();
  const log = await request.get(`/api/scaffolder/v2/tasks/${task}/events`, {
    headers,
  });
  const text = await log.text();
  // Where the portal takes longer to come back than Terraform to apply, it finds the end of it.
  expect(text).toMatch(
    /This apply has (begun before; going on with it|ended before; it is not begun again)/,
  );
  expect(text).toMatch(/subnet\S* created after \d+ s/);
});
