// npm run reseal -- --as NAME: seals the secrets of all resources with the newest key, opens each, and says what is not.
// It ends with 1 while anything is left. Elsewhere than in the sandbox the portal does so by itself every six hours, or
// when asked by POST /api/score/secrets/reseal.
import { fetchToken } from '@towpath/sandbox/token/fetch';
import { report, Trouble } from './lib/terminal.mjs';

const USAGE = `npm run reseal -- --as NAME`;

interface Resealed {
  key: string;
  resealed: number;
  proven: number;
  left: { resource: string; output: string; problem: string }[];
}

function takePerson(args: string[]): string {
  const [flag, person, ...rest] = args;
  if (flag === '--as' && person && rest.length === 0) return person;
  throw new Trouble(`Whose name? A platform engineer's:\n\n${USAGE}`);
}

async function reseal(portalUrl: string, token: string): Promise<Resealed> {
  const response = await fetch(`${portalUrl}/api/score/secrets/reseal`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const body = await response.json();
  if (response.ok) return body;
  throw new Trouble(`The portal refuses: ${body.error?.message}`);
}

async function main() {
  const person = takePerson(process.argv.slice(2));
  const portalUrl = `http://localhost:${process.env.TOWPATH_PORT ?? '7007'}`;
  const { token } = await fetchToken(portalUrl, person);
  const { key, resealed, proven, left } = await reseal(portalUrl, token);
  process.stdout.write(
    `${proven} secrets are sealed with "${key}" and open; ${resealed} of them were sealed with another key until now.\n`,
  );
  for (const { resource, output, problem } of left) {
    process.stdout.write(`Not so: ${output} of ${resource}: ${problem}\n`);
  }
  if (left.length > 0) process.exitCode = 1;
}

main().catch(error => {
  report(error);
  process.exitCode = 1;
});
