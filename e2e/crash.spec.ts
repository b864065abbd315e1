import type { Page } from '@playwright/test';
import { killPortal } from './support/killPortal';
import { expect, signIn, test } from './support/portal';
import { tokenOf } from './support/scripts';
import { beginTask } from './support/tasks';

test.setTimeout(300_000);

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
    expect(page.getByText(words).first()).toBeVisible({ timeout: 60_000 });
  // The log shows its end, so this is said while it happens.
  await says(/subnet.*being created/);
  await killPortal();
  // What the browser could not reach meanwhile is no fault of the page.
  problems.length = 0;
  await page.reload();

  const outputs = page.getByRole('button', { name: 'What it gives out' });
  await outputs.waitFor({ timeout: 90_000 });
  await says(/4 to create/);
  await outputs.click();
  await says(/Nothing real was made/);
  const headers = { Authorization: `Bearer ${tokenOf('ada')}` };
  const task = new URL(page.url()).pathname.split('/').pop();
  const log = await request.get(`/api/scaffolder/v2/tasks/${task}/events`, {
    headers,
  });
  const text = await log.text();
  expect(text).toContain('This apply has begun before; going on with it');
  expect(text).toMatch(/subnet\S* created after \d+ s/);
});

test('two tasks on one stack follow each other, and the second says whom it waits for', async ({
  request,
}) => {
  const values = {
    name: `shared-${Date.now().toString(36)}`,
    environment: 'dev',
    seconds: 12,
    owner: 'group:default/team-finance',
  };
  const start = (person: string) =>
    beginTask(request, person, 'sandbox-stack', values);
  const first = await start('ada');
  await expect
    .poll(first.log, { timeout: 60_000 })
    .toMatch(/subnet.*being created/);
  const second = await start('grace');
  await expect
    .poll(second.log, { timeout: 60_000 })
    .toMatch(/Waiting: task .* of user:default\/ada works on this stack/);

  for (const { status } of [first, second]) {
    await expect.poll(status, { timeout: 120_000 }).toBe('completed');
  }
  expect(await second.log()).toMatch(
    /No changes: everything is as the module says/,
  );
});
