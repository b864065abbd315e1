import {
  type Browser,
  type Page,
  test as base,
  expect,
} from '@playwright/test';

/** Before one is signed in, the portal asks once whether an old session can go on. */
const REFRESH = /\/api\/auth\/\w+\/refresh/;

interface Problem {
  text: string;
  url: string;
}

/**
 * A test that fails on any error in the browser's console, whatever else it looks at.
 * `problems` are there for tests that provoke one and say which.
 */
export const test = base.extend<{ problems: Problem[] }>({
  problems: [
    async ({ context }, use) => {
      const problems: Problem[] = [];
      context.on('console', message => {
        const { url } = message.location();
        if (message.type() === 'error' && !REFRESH.test(url)) {
          problems.push({ text: message.text(), url });
        }
      });
      context.on('weberror', error =>
        problems.push({ text: error.error().message, url: '' }),
      );
      await use(problems);
      expect(problems, 'errors in the console of the browser').toEqual([]);
    },
    { auto: true },
  ],
});

/** Signs in through the page and the identity provider, as a person does. */
export async function signIn(page: Page, name: string) {
  await page.goto('/');
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const chooser = await popup;
  await chooser.getByRole('button', { name }).click();
  await expect(
    page.getByRole('link', { name: 'Catalog' }).first(),
  ).toBeVisible();
}

/** Somebody else, signed in beside whom the test began with. */
export async function openAs(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, name);
  return page;
}

export { expect };
