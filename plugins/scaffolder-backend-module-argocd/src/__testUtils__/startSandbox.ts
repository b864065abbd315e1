import { TestProcess } from '@towpath/test-kit';

interface Told {
  url: string;
  token: string;
  /** Has `apps/shop/overlays/dev` and `apps/shop/overlays/prod`, of kustomize. */
  repoUrl: string;
}

/** The sandbox's Argo CD in a process of its own, with one repository, `gitops`. */
export interface Sandbox extends Told {
  stop(): Promise<void>;
}

// Argo CD counts in whole seconds, so a sync must take more than one for a test to meet it while
// it runs.
const TIMINGS = { sync: 2000, rollout: 1000 };

/** Starts it on a free port; its data goes with it. */
export async function startSandbox(): Promise<Sandbox> {
  const delivery = new TestProcess<Told>(
    require.resolve('@towpath/sandbox-argocd/testing/program'),
    { timings: TIMINGS },
  );
  return { ...(await delivery.told()), stop: () => delivery.stop() };
}
