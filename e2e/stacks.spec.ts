import { expect, test } from './support/portal';
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
