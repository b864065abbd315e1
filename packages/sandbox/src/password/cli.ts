import path from 'node:path';
import { parseArgs } from 'node:util';
import { readSecret, readSettings, type Settings } from '@towpath/local';
import { readJson } from '@towpath/sandbox-kit';
import { idOf, NOBODY, registerFile } from '../accounts/register.ts';
import { loadPeople } from '../sign-in/index.ts';
import { Passwords } from './Passwords.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const USAGE = `npm run password -- --as NAME [--link]

Prints a person's password at the sandbox's Git host and Argo CD. It belongs to this installation:
"npm run reset" makes new ones.

  --as NAME  whose password, such as ada, grace, linus or nia
  --link     print instead the addresses of the sign-in pages that show it, for ten minutes
`;

/** Addresses of the sign-in pages that show the password of who has the name now. */
function linksOf(name: string, proof: string, { urls }: Settings) {
  const query = new URLSearchParams({ as: name, proof });
  return [`${urls.git}/user/login?${query}`, `${urls.argoCd}/login?${query}`];
}

function requirePerson(name: string): void {
  const people = loadPeople(path.join(ROOT, 'platform/org'));
  if (people.some(person => person.name === name)) return;
  const names = people.map(
    person => `  ${person.name.padEnd(12)}${person.displayName}`,
  );
  throw new Error(
    [`There is nobody called "${name}". Choose one of:`, ...names].join('\n'),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      as: { type: 'string' },
      link: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (!values.as) throw new Error(`Whose password? Add --as NAME.\n\n${USAGE}`);
  requirePerson(values.as);
  const settings = readSettings(ROOT, process.env);
  const key = readSecret(settings.dataDir, 'TOWPATH_PASSWORD_KEY');
  const passwords = new Passwords(key);
  const register = await readJson(registerFile(settings.dataDir), NOBODY);
  const id = idOf(register, values.as);
  const lines = values.link
    ? linksOf(values.as, passwords.proofFor(id), settings)
    : [passwords.of(id)];
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch(error => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
