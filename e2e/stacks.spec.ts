import { findBarriers } from './support/accessibility';
import { changeByHand } from './support/handOnState';
import { expect, openAs, signIn, test } from './support/portal';
import { tokenOf } from './support/scripts';
import { beginTask } from './support/tasks';

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
  // So that nothing but the request itself stands between the two tasks.
  tokenOf('grace');
  const first = await start('ada');
  await expect
    .poll(first.log, { timeout: 240_000 })
    .toMatch(/subnet.*being created/);
  const second = await start('grace');
  await expect
    .poll(second.log, { timeout: 240_000 })
    .toMatch(/Waiting: task .* of user:default\/ada works on this stack/);

  for (const { status } of [first, second]) {
    await expect.poll(status, { timeout: 240_000 }).toBe('completed');
  }
  expect(await second.log()).toMatch(
    /No changes: everything is as the module says/,
  );
});

test('a plan for production is confirmed by somebody else and watched, and what is changed by hand is seen and mended', async ({
  page,
  browser,
  request,
}) => {
  const name = `edge-${Date.now().toString(36)}`;
  const stack = `sandbox-${name}-prod`;
  await signIn(page, 'Ada Okafor');
  const task = await beginTask(request, 'ada', 'sandbox-stack', {
    name,
    environment: 'prod',
    seconds: 2,
    owner: 'group:default/team-finance',
  });

  const linus = await openAs(browser, 'Linus Moreau');
  await linus.goto('/approvals');
  const waiting = linus
    .getByRole('list', { name: 'Waiting for me' })
    .getByRole('listitem')
    .filter({ hasText: stack })
    .first();
  await expect(waiting.getByText('5 to create').first()).toBeVisible({
    timeout: 240_000,
  });
  await expect(waiting.getByText(/which is production/).first()).toBeVisible();
  await waiting.getByRole('link', { name: stack }).first().click();
  await linus.waitForURL(/\/runs\/.+/);
  expect(await findBarriers(linus, 'main')).toEqual([]);

  await page.goto(new URL(linus.url()).pathname);
  await expect(page.getByText(/awaiting approval/i).first()).toBeVisible();
  await linus.getByRole('button', { name: /^Confirm: / }).click();
  await linus.context().close();
  const progress = page.getByRole('list', { name: /^Resources/ });
  await expect(progress.getByText('terraform_data.gateway')).toBeVisible({
    timeout: 240_000,
  });
  await expect(page.getByText(/^succeeded$/i).first()).toBeVisible({
    timeout: 240_000,
  });
  await expect.poll(task.status, { timeout: 240_000 }).toBe('completed');

  await page.goto(`/terraform-stacks/${stack}/by-hand`);
  await page.getByRole('button', { name: 'Make a credential' }).click();
  const told = async (label: string) =>
    (await page.locator(`pre[aria-label="${label}"]`).innerText()).trim();
  const block = await told('In the module, beside main.tf');
  await changeByHand(
    request,
    {
      address: /^ *address += "(.*)"$/m.exec(block)![1],
      username: await told('User name'),
      password: await told('Password'),
    },
    state => (state.outputs.network_id.value = 'made-by-hand'),
  );

  await page.goto(`/terraform-stacks/${stack}`);
  await page.getByRole('button', { name: 'Look for drift' }).click();
  await page.waitForURL(/\/runs\/.+/);
  await expect(page.getByText(/^succeeded$/i).first()).toBeVisible({
    timeout: 240_000,
  });
  await page.goto('/terraform-stacks/-/drift');
  await page.getByRole('button', { name: `See and mend ${stack}` }).click();
  expect(await findBarriers(page, 'main')).toEqual([]);
  await page.getByRole('button', { name: 'Plan that mends' }).click();
  await page.waitForURL(/\/runs\/.+/);
  await page
    .getByRole('button', { name: /^Confirm: / })
    .click({ timeout: 240_000 });
  await expect(page.getByText(/^succeeded$/i).first()).toBeVisible({
    timeout: 240_000,
  });
  await page.goto(`/terraform-stacks/${stack}`);
  await expect(page.getByText('in sync').first()).toBeVisible();
});
