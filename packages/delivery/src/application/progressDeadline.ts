import type { ApplicationRef, ArgoCdClient } from '@towpath/argocd';

/** As Kubernetes has it for a Deployment that says nothing. */
const USUAL_SECONDS = 600;
/** From the end of a deadline until Argo CD has told what came of it. */
const MARGIN_MINUTES = 1;

/**
 * How many minutes the Deployments of an application give a version to come up, and Argo CD to say how
 * that ended: before, nobody can know. 0 where there is none.
 */
export async function progressMinutes(
  client: ArgoCdClient,
  application: ApplicationRef,
  signal: AbortSignal,
): Promise<number> {
  const resources = await client.managedResources(application, { signal });
  const seconds = resources
    .filter(({ kind, group }) => kind === 'Deployment' && group === 'apps')
    .map(({ targetState, liveState }) =>
      deadlineOf(parse(targetState) ?? parse(liveState)),
    );
  return seconds.length === 0
    ? 0
    : Math.ceil(Math.max(...seconds) / 60) + MARGIN_MINUTES;
}

interface Deployment {
  spec?: { progressDeadlineSeconds?: number };
}

function deadlineOf(deployment: Deployment | undefined): number {
  return deployment?.spec?.progressDeadlineSeconds ?? USUAL_SECONDS;
}

/** The states are JSON text, `null` or empty where there is none. */
function parse(state: string | undefined): Deployment | undefined {
  return (state && JSON.parse(state)) || undefined;
}
