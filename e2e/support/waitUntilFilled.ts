import { expect } from '@playwright/test';
import { countDocs, countEntities } from './scripts';

/**
 * A fresh portal reads its repositories, builds their documentation and indexes both
 * within two minutes. Tests are about what is there then.
 */
export default async function waitUntilFilled() {
  const soon = { timeout: 150_000, intervals: [1_000] };
  await expect
    .poll(() => countEntities('kind=component'), soon)
    .toBeGreaterThanOrEqual(17);
  await expect
    .poll(() => countDocs('runbook'), soon)
    .toBeGreaterThanOrEqual(10);
}
