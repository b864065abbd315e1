const LONGEST_MS = 20_000;
const REF = /^([0-9a-f]{40,64}) ([^\0\n]+)/;
/** How a repository without any reference says what it can do. */
const NONE = 'capabilities^{}';

/**
 * Branches and tags by name, as `git ls-remote` lists them, asked for without starting a git: an
 * answer to `info/refs` of Git's HTTP protocol has them all.
 * @returns undefined when the repository does not answer so; git then says why
 */
export async function askForRefs(
  url: string,
  headers: Record<string, string> = {},
): Promise<Map<string, string> | undefined> {
  const address = `${url.replace(
    /\/+$/,
    '',
  )}/info/refs?service=git-upload-pack`;
  try {
    const response = await fetch(address, {
      headers,
      // It would take the account elsewhere; git follows where that is safe.
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    const type = response.headers.get('content-type');
    const body = Buffer.from(await response.arrayBuffer());
    return response.ok && type === 'application/x-git-upload-pack-advertisement'
      ? readRefs(body)
      : undefined;
  } catch {
    return undefined;
  }
}

function readRefs(body: Buffer): Map<string, string> {
  const refs = linesOf(body)
    .map(line => REF.exec(line))
    .filter(match => match !== null)
    .map(([, sha, name]) => [name, sha] as const);
  return new Map(refs.filter(([name]) => name !== NONE));
}

/** Each begins with its length, of four hexadecimal digits that count themselves; 0000 has no text. */
function linesOf(body: Buffer): string[] {
  const lines: string[] = [];
  for (let at = 0; at < body.length; ) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    if (Number.isNaN(length)) throw new Error('no line of Git');
    const end = at + Math.max(length, 4);
    lines.push(body.toString('utf8', at + 4, end));
    at = end;
  }
  return lines;
}
