import { ArgoCdError, type ArgoCdClient } from '@towpath/argocd';
import type { ApplicationFacts } from './ApplicationFacts';

/** Applications that a list leaves out, and of which Argo CD does not say that they are gone. */
export interface Hidden {
  applications: ApplicationFacts[];
  /** What it said of the first. */
  why?: string;
}

const AT_ONCE = 5;

/**
 * Asks for each application that was known and is not listed. Argo CD lists what the account may see: to an
 * account that lost its rights it lists nothing, as if there was nothing.
 */
export async function findHidden(
  client: ArgoCdClient,
  missing: ApplicationFacts[],
  signal: AbortSignal,
): Promise<Hidden> {
  const hidden: Hidden = { applications: [] };
  const waiting = [...missing];
  const work = async () => {
    for (let facts = waiting.shift(); facts; facts = waiting.shift()) {
      const why = await whyNotGone(client, facts, signal);
      if (why === undefined) continue;
      hidden.applications.push(facts);
      hidden.why ??= why;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return hidden;
}

/** Undefined when it is gone. */
async function whyNotGone(
  client: ArgoCdClient,
  { name, namespace, project }: ApplicationFacts,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const ref = { name, appNamespace: namespace || undefined, project };
    await client.get(ref, { signal });
    return `"${name}" is there`;
  } catch (error) {
    signal.throwIfAborted();
    const isGone = ArgoCdError.is(error) && error.problem === 'not-found';
    return isGone ? undefined : (error as Error).message;
  }
}
