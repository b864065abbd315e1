import { Terraform } from '../Terraform';

/*
 * A portal in small: plans and applies a run, or goes on with it, and says on standard output what it
 * learns. Given `{ stateDir, run, source }`.
 */

const { stateDir, run, source } = JSON.parse(process.argv[2]);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function main() {
  const stack = await new Terraform({ stateDir, graceMs: 20_000 }).stack(
    'chaos',
  );
  const request = {
    run,
    by: `process ${process.pid}`,
    onEvent: (event: object) => say({ event }),
  };
  const stage = stack.stage(run);
  const plan =
    stage === 'none'
      ? await stack.plan({ ...request, source })
      : stack.planOf(run);
  const ending = await stack.apply({ ...request, digest: plan?.digest ?? '' });
  say({ ending });
}

main().catch(error => {
  say({ error: String(error) });
  process.exitCode = 1;
});
