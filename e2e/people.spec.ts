import { expect, signIn, test } from './support/portal';
import { scriptHeaders as headers, tokenOf } from './support/scripts';

const CART = '/catalog/default/component/cart-service';

test('two people see each their own things, and reloading keeps one signed in', async ({
  page,
}) => {
  await signIn(page, 'Ada Okafor');
  await expect(page.getByRole('heading', { name: /Ada/ })).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Payment Service' }).first(),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: /Ada/ })).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, 'Linus Moreau');
  await expect(page.getByRole('heading', { name: /Linus/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Payment Service' })).toHaveCount(
    0,
  );
});

test('removing an entity is offered to who may, and not to who may not', async ({
  page,
}) => {
  await signIn(page, 'Ada Okafor');
  await page.goto(CART);
  await page.getByRole('button', { name: 'more' }).click();
  await expect(
    page.getByRole('menuitem', { name: /Unregister/ }),
  ).toBeDisabled();
  await page.keyboard.press('Escape');

  await page.context().clearCookies();
  await signIn(page, 'Linus Moreau');
  await page.goto(CART);
  await page.getByRole('button', { name: 'more' }).click();
  await expect(
    page.getByRole('menuitem', { name: /Unregister/ }),
  ).toBeEnabled();
});

test('what is not offered is refused when asked for, and nobody reads anything', async ({
  request,
}) => {
  const api = (path: string) => `/api/catalog${path}`;
  expect((await request.get(api('/entities'))).status()).toBe(401);

  const ada = { Authorization: `Bearer ${tokenOf('ada')}` };
  const found = await request.get(
    api('/entities/by-name/component/default/cart-service'),
    { headers: ada },
  );
  expect(found.status()).toBe(200);
  const { metadata } = await found.json();
  const refused = await request.delete(
    api(`/entities/by-uid/${metadata.uid}`),
    { headers: ada },
  );
  expect(refused.status()).toBe(403);
});

test('the token for scripts reads and does not write', async ({ request }) => {
  const environments = await request.get(
    '/api/catalog/entities?filter=kind=environment',
    { headers },
  );
  expect(await environments.json()).toHaveLength(3);
  const services = await request.get(
    '/api/catalog/entities?filter=kind=component,spec.type=service',
    { headers },
  );
  expect((await services.json()).length).toBeGreaterThanOrEqual(12);
  const written = await request.post('/api/catalog/locations', {
    headers,
    data: { type: 'url', target: 'http://localhost/catalog-info.yaml' },
  });
  expect(written.status()).toBe(403);
});
