import type {
  StackDetail,
  StackRun,
  StateContent,
} from '@towpath/plugin-terraform-stacks-common';
import { callPortal } from './callPortal.ts';
import type { Portals } from './Portals.ts';

const ROOT = '/terraform-stacks';

/** Says what a stack is made of. */
export const define = (
  portals: Portals,
  stack: string,
  variables: Record<string, unknown>,
) =>
  callPortal<StackDetail>(portals, `${ROOT}/stacks/${stack}`, {
    method: 'PUT',
    body: JSON.stringify({
      owner: 'user:default/ada',
      module: { platform: 'things' },
      variables,
    }),
  });

/** @returns the id of the run */
export async function plan(
  portals: Portals,
  stack: string,
  key: string,
): Promise<string> {
  const { id } = await callPortal<{ id: string }>(
    portals,
    `${ROOT}/stacks/${stack}/runs`,
    {
      method: 'POST',
      headers: { 'Idempotency-Key': key },
      body: JSON.stringify({ intent: 'change' }),
    },
  );
  return id;
}

/** Confirms the plan, as it was shown. */
export const apply = (portals: Portals, run: StackRun) =>
  callPortal<StackRun>(portals, `${ROOT}/runs/${run.id}/apply`, {
    method: 'POST',
    body: JSON.stringify({ digest: run.plan!.digest }),
  });

export const readRun = (portals: Portals, id: string) =>
  callPortal<StackRun>(portals, `${ROOT}/runs/${id}`);

export const readStack = (portals: Portals, stack: string) =>
  callPortal<StackDetail>(portals, `${ROOT}/stacks/${stack}`);

/** What the newest state holds. */
export const readState = (portals: Portals, stack: string) =>
  callPortal<StateContent>(portals, `${ROOT}/stacks/${stack}/resources`);

export function freeLock(
  portals: Portals,
  stack: string,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const query = new URLSearchParams({ id, reason });
  return callPortal(portals, `${ROOT}/stacks/${stack}/lock?${query}`, {
    method: 'DELETE',
  });
}
