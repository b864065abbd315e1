// Runs what its argument describes in the best jail there is, and prints what came of it. Started
// under another account, it shows what a jail is worth there.
import { Jail, openJail, type JailedRun } from '../index.ts';
import { plainCage } from '../cages/plainCage.ts';

async function main(argument: string) {
  const { plain, ...run }: JailedRun & { plain?: boolean } =
    JSON.parse(argument);
  const jail = plain ? new Jail(plainCage()) : await openJail();
  let output = '';
  const ending = await jail.run({
    ...run,
    onOutput: chunk => (output += chunk),
  });
  const { protections, gaps } = jail;
  process.stdout.write(JSON.stringify({ protections, gaps, ending, output }));
}

main(process.argv[2]).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
