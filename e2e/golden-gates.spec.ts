import type { APIRequestContext, Page } from '@playwright/test';
import { findBarriers } from './support/accessibility';
import { deployment } from './support/argoCd';
import { connect } from './support/aiClient';
import { expect, openAs, signIn, test } from './support/portal';
import { tokenOf } from './support/scripts';
import { beginTask } from './support/tasks';

const WHY =
  /A large database costs 40 EUR a month in dev, and 120 in production/;

async function fillIn(page: Page, name: string) {
  await page.goto('/create/templates/default/new-service');
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await page.getByLabel(/^What it does/).fill('Keeps what was sold');
  await page.getByLabel(/^Large/).check();
}

async function send(page: Page) {
  await page.getByRole('button', { name: /Review/ }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/create\/tasks\/.+/);
  return page.url().split('/').at(-1)!;
}

/** The log below says the same, a moment later. */
async function expectHeldOn(page: Page) {
  await expect(
    page.getByRole('heading', { name: 'Held before its first step' }),
  ).toBeVisible();
}

/** What waits for the decision of who looks, found where everything else waits as well. */
async function findWaiting(page: Page, name: string) {
  await page.goto('/approvals');
  return page
    .getByRole('list', { name: 'Waiting for me' })
    .getByRole('listitem')
    .filter({ hasText: `Start New service for ${name}` })
    .first();
}

test('a size that asks waits for somebody else, and then runs in dev with its database', async ({
  page,
  browser,
}) => {
  await signIn(page, 'Ada Okafor');
  await fillIn(page, 'sales-archive');
  // The form says it before anything is sent.
  await expect(
    page.getByText(/waits for an approval by platform-team/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Owner').fill('Team Finance');
  await page.getByRole('option', { name: /Team Finance/ }).click();
  await send(page);
  await expectHeldOn(page);
  await expect(
    page.getByRole('list', { name: 'Why it is held' }).getByText(WHY),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Platform Team' }).first(),
  ).toBeVisible();
  expect(await findBarriers(page, 'main')).toEqual([]);

  const linus = await openAs(browser, 'Linus Moreau');
  const first = await findWaiting(linus, 'sales-archive');
  await expect(first.getByText(WHY)).toBeVisible();
  await first.getByRole('button', { name: 'Reject' }).click();
  await expect(first.getByText(/^Say why/)).toBeVisible();
  await first.getByLabel('Comment').fill('Say whose sales it keeps');
  await first.getByRole('button', { name: 'Reject' }).click();

  await expect(page.getByText('It never began').first()).toBeVisible();
  await expect(
    page.getByText(/Say whose sales it keeps/).first(),
  ).toBeVisible();
  await page.getByRole('link', { name: /change it and ask again/ }).click();
  await page.getByRole('link', { name: 'Change and ask again' }).click();
  const what = page.getByLabel(/^What it does/);
  await expect(what).toHaveValue('Keeps what was sold');
  await what.fill('Keeps what the shops sold');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByLabel('Owner')).toHaveValue(
    /team-finance|Team Finance/,
  );
  await send(page);
  await expectHeldOn(page);

  const second = await findWaiting(linus, 'sales-archive');
  await second.getByRole('link', { name: /^Start New service/ }).click();
  const change = linus.getByRole('main');
  await expect(change.getByText('Keeps what the shops sold')).toBeVisible();
  await expect(change.getByText('database: large')).toBeVisible();
  await expect(change.getByText(/golden path: none, small/)).toBeVisible();
  await expect(change.getByText('Create the repository')).toBeVisible();
  await expect(change.getByText(/40 EUR a month/)).toBeVisible();
  expect(await findBarriers(linus, 'main')).toEqual([]);
  await linus.getByRole('button', { name: /^Approve: Start/ }).click();
  await linus.context().close();

  // Once approved, nobody is asked about the same size again.
  await expect(
    page.getByRole('link', { name: /See how it runs in dev/ }).first(),
  ).toBeVisible({ timeout: 240_000 });
  expect(await deployment('sales-archive-dev')).toMatchObject({
    health: 'Healthy',
    sync: 'Synced',
  });
  await page.goto('/catalog/default/component/sales-archive/resources');
  await expect(page.getByText('db', { exact: true }).first()).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Reveal password' }),
  ).toBeVisible();
});

const input = (name: string) => ({
  name,
  description: 'Keeps what was sold',
  language: 'node',
  owner: 'group:default/team-finance',
  database: 'large',
});

/** What somebody has to decide about, and nothing of it has begun. */
async function expectHeld(request: APIRequestContext, id: string) {
  const headers = { Authorization: `Bearer ${tokenOf('ada')}` };
  const task = await request.get(`/api/scaffolder/v2/tasks/${id}`, { headers });
  expect(await task.json()).toMatchObject({
    status: 'open',
    held: { status: 'awaiting-approval' },
  });
  const retried = await request.post(`/api/scaffolder/v2/tasks/${id}/retry`, {
    headers,
    data: {},
  });
  expect(retried.status()).toBe(400);
  const cancelled = await request.post(
    `/api/scaffolder/v2/tasks/${id}/cancel`,
    { headers },
  );
  expect(cancelled.status()).toBe(200);
  const again = await request.post(`/api/scaffolder/v2/tasks/${id}/retry`, {
    headers,
    data: {},
  });
  expect(again.status()).toBe(400);
}

test('the same is held when it is begun by the API of the scaffolder, and no retry passes it', async ({
  request,
}) => {
  const values = input('sales-by-api');
  const { id } = await beginTask(request, 'ada', 'new-service', values);
  await expectHeld(request, id);
});

test('the same is held when an AI client begins it', async ({ request }) => {
  const ada = await connect('ada');
  const { content } = await ada.callTool({
    name: 'scaffolder.execute-template',
    arguments: {
      templateRef: 'template:default/new-service',
      values: input('sales-by-ai'),
    },
  });
  await ada.close();
  const [{ text }] = content as { text: string }[];
  const [, id] = /"taskId":\s*"([^"]+)"/.exec(text)!;
  await expectHeld(request, id);
});
