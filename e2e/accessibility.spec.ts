import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { findBarriers } from './support/accessibility';
import { expect, signIn, test } from './support/portal';
import { beginTask } from './support/tasks';
import { waitUntilDocumented } from './support/waitUntilFilled';

interface Finding {
  page: string;
  rule: string;
  html: string;
  why: string;
}

/** What upstream has to mend: see the file. */
const upstream: Finding[] = JSON.parse(
  fs.readFileSync(path.join(__dirname, 'upstream-findings.json'), 'utf8'),
);

/** What each page shows once it is there. */
const PAGES: [
  name: string,
  path: string,
  sign: (page: Page) => Promise<void>,
][] = [
  ['home', '/', page => see(page, 'My services')],
  ['catalog', '/catalog', page => see(page, 'Payment Service')],
  [
    'entity',
    '/catalog/default/component/payment-service',
    page => see(page, 'Relations'),
  ],
  [
    'pipeline',
    '/catalog/default/component/payment-service/pipeline',
    page => see(page, 'Runs since'),
  ],
  ['environments', '/environments', page => see(page, 'Payment Service')],
  [
    'promote dialog',
    '/environments?promote=component:default/payment-service&from=dev&to=staging',
    page => see(page, 'Gates'),
  ],
  ['promotions', '/environments/promotions', page => see(page, 'State')],
  ['approvals', '/environments/approvals', page => see(page, 'Ended lately')],
  ['freezes', '/environments/freezes', page => see(page, 'Hold now')],
  [
    'docs',
    '/docs/default/component/payment-service',
    page => see(page, 'The one way to a customer'),
  ],
  ['stacks', '/terraform-stacks', page => see(page, 'Last run')],
  ['drift', '/terraform-stacks/-/drift', page => see(page, 'Not known')],
  ['new stack', '/terraform-stacks/-/new', page => see(page, 'Whose it is')],
  [
    'stack',
    '/terraform-stacks/shared-network',
    page => see(page, 'What it is made of'),
  ],
  ['imports', '/score/imports', page => see(page, 'Nothing is taken over')],
  ['policies', '/policies', page => see(page, 'pre-release')],
  ['trial', '/policies/try', page => see(page, 'Nothing was tried yet')],
  ['search', '/search?query=payment', page => see(page, 'Payment Service')],
];

async function see(page: Page, text: string) {
  await expect(page.getByText(text).first()).toBeVisible();
}

test.beforeAll(async () => {
  await waitUntilDocumented();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`nothing serious stands in the way on any page, ${colorScheme}`, async ({
      page,
      request,
    }) => {
      await signIn(page, 'Ada Okafor');
      const found: string[] = [];
      // Nothing is there to promote, so it leaves nothing but its page.
      const { id } = await beginTask(request, 'ada', 'promote-service', {
        service: 'component:default/no-such-service',
        from: 'environment:default/dev',
        to: 'environment:default/staging',
      });
      const task: (typeof PAGES)[number] = [
        'task',
        `/create/tasks/${id}`,
        shown => see(shown, 'failed'),
      ];
      for (const [name, path, arrive] of [...PAGES, task]) {
        await page.goto(path);
        await arrive(page);
        const barriers = await findBarriers(page);
        found.push(...barriers.map(barrier => `${name}: ${barrier}`));
      }
      const isKnown = (line: string) => (entry: Finding) =>
        line.startsWith(`${entry.page}: ${entry.rule}: `) &&
        line.includes(entry.html);
      expect(found.filter(line => !upstream.some(isKnown(line)))).toEqual([]);
      // The list only shrinks: what upstream has mended must leave it.
      expect(
        upstream.filter(entry => !found.some(line => isKnown(line)(entry))),
      ).toEqual([]);
    });
  });
}
