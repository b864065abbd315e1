import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The sandbox's Argo CD in a process of its own, with one repository, `gitops`. */
export interface Sandbox {
  url: string;
  token: string;
  /** Has `apps/shop/overlays/dev` and `apps/shop/overlays/prod`, of kustomize. */
  repoUrl: string;
  stop(): Promise<void>;
}

const ENTRY = resolve(
  __dirname,
  '../../../../packages/sandbox/src/argocd/testing.ts',
);

// Real time. Argo CD counts in whole seconds, so a sync must take more than one for a test to meet
// it while it runs. The process ends with its input, so
// also when the test that started it is killed.
const SCRIPT = `
  const { startDelivery, TOKEN } = await import(process.argv[1]);
  const endings = [];
  const delivery = await startDelivery({ after: end => endings.unshift(end) }, {
    clock: () => new Date(),
    interval: 100,
    timings: { sync: 2000, rollout: 1000 },
  });
  process.stdin.resume().on('end', async () => {
    for (const end of endings) await end();
    process.exit();
  });
  const { url, repoURL } = delivery;
  console.log(JSON.stringify({ url, repoUrl: repoURL, token: TOKEN }));
`;

/** Starts it on a free port; its data goes with it. */
export async function startSandbox(): Promise<Sandbox> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', SCRIPT, ENTRY],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  const exited = new Promise<void>(done => child.once('exit', () => done()));
  const line = await new Promise<string>((found, failed) => {
    child.stdout.once('data', data => found(String(data)));
    child.once('exit', code =>
      failed(new Error(`the sandbox ended with ${code}`)),
    );
  });
  return {
    ...JSON.parse(line),
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
