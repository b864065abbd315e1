import { execFileSync } from 'node:child_process';
import { portalEnvironment, portalUrl } from './environment';

/** What a script of the platform team sends: reads, and nothing else. */
export const scriptHeaders = {
  Authorization: `Bearer ${portalEnvironment.TOWPATH_API_TOKEN}`,
};

async function read(path: string) {
  const response = await fetch(`${portalUrl}${path}`, {
    headers: scriptHeaders,
  });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  return response.json();
}

export async function countEntities(filter: string): Promise<number> {
  return (await read(`/api/catalog/entities?filter=${filter}`)).length;
}

/** How many pages of documentation hold a word. */
export async function countDocs(term: string): Promise<number> {
  const found = await read(
    `/api/search/query?term=${term}&types[0]=techdocs&pageLimit=100`,
  );
  return found.results.length;
}

/** A person's token, as "npm run token" prints it. */
export const tokenOf = (name: string) => printedOnce('token', name);

/** A person's password at the Git host and Argo CD, as "npm run password" prints it. */
export const passwordOf = (name: string) => printedOnce('password', name);

const printed = new Map<string, string>();

function printedOnce(command: string, name: string): string {
  const key = `${command} ${name}`;
  const text = printed.get(key) ?? printedBy(command, name);
  printed.set(key, text);
  return text;
}

function printedBy(command: string, name: string): string {
  return execFileSync('npm', ['run', '--silent', command, '--', '--as', name], {
    env: { ...process.env, ...portalEnvironment },
    encoding: 'utf8',
  }).trim();
}
