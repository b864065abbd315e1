import { expect } from '@playwright/test';
import { countDocs, countEntities } from './scripts';

const soon = { timeout: 300_000, intervals: [1_000] };

/** A fresh portal reads its repositories first. Tests are about what is there then. */
export default async function waitUntilFilled() {
  await expect
    .poll(() => countEntities('kind=component'), soon)
    .toBeGreaterThanOrEqual(17);
}

/** Then it builds their documentation and indexes it, which takes a minute or two more. */
export async function waitUntilDocumented() {
  await expect
    .poll(() => countDocs('runbook'), soon)
    .toBeGreaterThanOrEqual(10);
}
