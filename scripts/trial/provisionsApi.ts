import type { Run } from '@towpath/plugin-runs-common';
import type { Plan, Resource } from '@towpath/plugin-score-common';
import { callPortal } from './callPortal.ts';
import type { Portals } from './Portals.ts';

const ENVIRONMENT = 'dev';

export function planOf(portals: Portals, service: string): Promise<Plan> {
  const asked = { service, environment: ENVIRONMENT };
  const body = JSON.stringify(asked);
  return callPortal(portals, '/score/plans', { method: 'POST', body });
}

/** Has done what a plan shows. @returns the id of the run */
export async function provision(
  portals: Portals,
  { id: plan, digest }: Plan,
  key: string,
): Promise<string> {
  const { id } = await callPortal<{ id: string }>(
    portals,
    '/score/provisions',
    {
      method: 'POST',
      headers: { 'Idempotency-Key': key },
      body: JSON.stringify({ plan, digest }),
    },
  );
  return id;
}

/** Agrees to what a run asks for, as it was shown. */
export async function approve(
  portals: Portals,
  { id, approval }: Run,
): Promise<void> {
  await callPortal(portals, `/runs/runs/${id}/approve`, {
    method: 'POST',
    body: JSON.stringify({ digest: approval.digest }),
  });
}

export const readRun = (portals: Portals, id: string) =>
  callPortal<Run>(portals, `/runs/runs/${id}`);

/** All that there are. */
export const readRuns = (portals: Portals) =>
  readPages<Run>(portals, '/runs/runs?kind=provision&limit=100');

/** All that there are. */
export const readResources = (portals: Portals) =>
  readPages<Resource>(portals, '/score/resources?limit=100');

/** A secret output in clear. */
export async function reveal(
  portals: Portals,
  resource: string,
  output: string,
): Promise<string> {
  const { value } = await callPortal<{ value: string }>(
    portals,
    `/score/resources/${resource}/secrets/${output}`,
    { method: 'POST' },
  );
  return value;
}

async function readPages<T>(portals: Portals, address: string): Promise<T[]> {
  const found: T[] = [];
  let after = '';
  for (;;) {
    const page = await callPortal<{ items: T[]; nextCursor?: string }>(
      portals,
      `${address}${after}`,
    );
    found.push(...page.items);
    if (!page.nextCursor) return found;
    after = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}
