import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { deployment } from './support/argoCd';
import { gitUrl } from './support/environment';
import { expect, signIn, test } from './support/portal';
import { passwordOf } from './support/scripts';

test('a taken name is refused while one types, and Next does not pass it', async ({
  page,
}) => {
  await signIn(page, 'Ada Okafor');
  await page.goto('/create/templates/default/new-service');
  const name = page.getByRole('textbox', { name: /^Name/ });
  await name.fill('payment-service');
  const refusal = page.getByText(/^"payment-service" is taken: team-finance/);
  await expect(refusal).toBeVisible();

  await page.getByLabel(/^What it does/).fill('Greets people who come by');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(
    page.getByText(/'Name' "payment-service" is taken/),
  ).toBeVisible();
  await expect(name).toBeVisible();

  await name.fill('greeting-service-2');
  await expect(page.getByText('This name is free.')).toBeVisible();
  await expect(refusal).toBeHidden();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByLabel('Owner')).toBeVisible();
});

test('the review shows the words of the form, not those behind it', async ({
  page,
}) => {
  await signIn(page, 'Ada Okafor');
  await page.goto('/create/templates/default/new-service');
  await page.getByRole('textbox', { name: /^Name/ }).fill('greeting-service-3');
  await page.getByLabel(/^What it does/).fill('Greets people who come by');
  await page.getByLabel('Python').check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Owner').fill('Team Finance');
  await page.getByRole('option', { name: /Team Finance/ }).click();
  await page.getByRole('button', { name: /Review/ }).click();
  await expect(page.getByRole('cell', { name: 'Language' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Python' })).toBeVisible();
});

test('a new service goes live in dev, and a push brings its next version there', async ({
  page,
}, { outputDir }) => {
  await signIn(page, 'Ada Okafor');
  await page.goto('/create/templates/default/new-service');
  await page.getByRole('textbox', { name: /^Name/ }).fill('greeting-service');
  await page.getByLabel(/^What it does/).fill('Greets people who come by');
  await page.getByLabel(/^Small/).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Owner').fill('Team Finance');
  await page.getByRole('option', { name: /Team Finance/ }).click();
  await page.getByRole('button', { name: /Review/ }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(
    page.getByRole('link', { name: /See how it runs in dev/ }).first(),
  ).toBeVisible({ timeout: 240_000 });
  // What was done for whom and for how much stands where it was asked for.
  await page.getByRole('button', { name: 'What it was given in dev' }).click();
  await expect(page.getByText(/create db \(postgres\)/).first()).toBeVisible();
  await expect(page.getByText(/cost: 6 EUR a month/).first()).toBeVisible();

  const first = await deployment('greeting-service-dev');
  expect(first).toMatchObject({ health: 'Healthy', sync: 'Synced' });

  await page.goto('/catalog/default/component/greeting-service/resources');
  await expect(
    page.getByRole('button', { name: 'Reveal password' }),
  ).toBeVisible();

  // Nothing was promoted yet, which is neither unknown nor missing.
  await page.goto('/environments?q=greeting-service');
  const board = page.getByRole('table', { name: 'Services by environment' });
  const [, staging, prod] = [1, 2, 3].map(place =>
    board.getByRole('row').nth(1).getByRole('cell').nth(place),
  );
  await expect(staging).toContainText('not here yet', { timeout: 240_000 });
  await expect(staging).toContainText(/promote \S+ from dev/);
  await expect(prod).toContainText('not here yet');
  await expect(prod).not.toContainText(/unknown|missing|drifted/);

  const clone = path.join(outputDir, 'greeting-service');
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: clone, encoding: 'utf8' });
  fs.mkdirSync(clone, { recursive: true });
  const address = new URL(`${gitUrl}/myorg/greeting-service`);
  Object.assign(address, { username: 'ada', password: passwordOf('ada') });
  git('clone', '--quiet', address.href, '.');
  execFileSync('npm', ['test'], { cwd: clone });
  fs.appendFileSync(path.join(clone, 'README.md'), '\nA line more.\n');
  git(
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.org',
    'commit',
    '-qam',
    'Say more',
  );
  git('push', '--quiet', 'origin', 'main');
  await expect
    .poll(async () => (await deployment('greeting-service-dev')).image, {
      timeout: 240_000,
    })
    .not.toBe(first.image);
});
