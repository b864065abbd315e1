import { expect, signIn, test } from './support/portal';

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
