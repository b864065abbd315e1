// npm run actions -- --as NAME list|execute ...: "backstage-cli actions" against the
// sandbox's portal, signed in as one of its people. Elsewhere one signs in with
// "backstage-cli auth login" and needs nothing of this.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fetchToken, type PersonToken } from '@towpath/sandbox/token/fetch';
import { report, Trouble } from './lib/terminal.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const CLI = path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli');
const INSTANCE = 'sandbox';
// What "list" asks when nothing else is named.
const SOURCES = ['auth', 'catalog', 'environment', 'scaffolder'];

const USAGE = `npm run actions -- --as NAME list
npm run actions -- --as NAME execute PLUGIN:ACTION --FLAG VALUE ...
npm run actions -- --as NAME execute PLUGIN:ACTION --help

For example:

  npm run -s actions -- --as ada execute environment:compare --service payment-service --from dev --to staging`;

function takePerson(args: string[]): { person: string; rest: string[] } {
  const at = args.indexOf('--as');
  const person = at < 0 ? undefined : args[at + 1];
  if (!person) throw new Trouble(`Whose name? Add --as NAME.\n\n${USAGE}`);
  return { person, rest: [...args.slice(0, at), ...args.slice(at + 2)] };
}

/** Lays down what "backstage-cli auth login" would, in a folder of this run alone. */
function writeLogin(dir: string, portalUrl: string, token: PersonToken) {
  const config = path.join(dir, 'config/backstage-cli');
  const secrets = path.join(
    dir,
    'data/backstage-cli/auth-secrets',
    encodeURIComponent(`backstage-cli:auth-instance:${INSTANCE}`),
  );
  for (const folder of [config, secrets]) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const instance = {
    name: INSTANCE,
    baseUrl: portalUrl,
    clientId: `${portalUrl}/api/auth/.well-known/oauth-client/cli.json`,
    issuedAt: 0,
    accessTokenExpiresAt: token.expiresAt.getTime(),
    metadata: { pluginSources: SOURCES },
  };
  // JSON is YAML too.
  fs.writeFileSync(
    path.join(config, 'auth-instances.yaml'),
    JSON.stringify({ instances: [instance] }),
    { mode: 0o600 },
  );
  fs.writeFileSync(path.join(secrets, 'accessToken.secret'), token.token, {
    mode: 0o600,
  });
}

function runCli(dir: string, args: string[]): Promise<number> {
  const child = spawn(process.execPath, [CLI, 'actions', ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      XDG_CONFIG_HOME: path.join(dir, 'config'),
      XDG_DATA_HOME: path.join(dir, 'data'),
    },
    stdio: 'inherit',
  });
  return new Promise(resolve => child.once('exit', code => resolve(code ?? 1)));
}

async function main() {
  const { person, rest } = takePerson(process.argv.slice(2));
  if (!rest.length) throw new Trouble(`Say what to do.\n\n${USAGE}`);
  const portalUrl = `http://localhost:${process.env.TOWPATH_PORT ?? '7007'}`;
  const token = await fetchToken(portalUrl, person);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'towpath-actions-'));
  try {
    writeLogin(dir, portalUrl, token);
    process.exitCode = await runCli(dir, rest);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

main().catch(error => {
  report(error);
  process.exitCode = 1;
});
