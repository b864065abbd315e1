import { HttpSession } from './HttpSession.ts';
import type { Page } from './HttpSession.ts';

/** A Backstage identity token of one person. */
export interface PersonToken {
  token: string;
  expiresAt: Date;
}

interface Choice {
  name: string;
  displayName: string;
}

/**
 * Signs in to the sandbox's portal as a person, the way a browser does, and returns their token.
 *
 * @param portalUrl - `http://localhost:PORT`
 * @param name - sign-in name, such as `ada`
 * @throws Error with a way out: portal not running, not a sandbox, nobody of that name, refused
 */
export async function fetchToken(
  portalUrl: string,
  name: string,
): Promise<PersonToken> {
  const portal = new URL(portalUrl);
  assertLocal(portal, `The portal at ${portalUrl} is not on localhost`);
  const session = new HttpSession({
    accept: 'application/json',
    allow: url =>
      assertLocal(url, `${portalUrl} signs people in at ${url.origin}`),
  });
  const page = await reachable(() => session.open(startUrl(portal)), portalUrl);
  choose(readPeople(page, portalUrl), name);
  const frame = await reachable(
    () => session.submit(page.url, { person: name }),
    portalUrl,
  );
  return readToken(frame);
}

function startUrl(portal: URL): URL {
  const url = new URL('/api/auth/oidc/start', portal);
  url.search = new URLSearchParams({
    env: 'sandbox',
    flow: 'popup',
    origin: portal.origin,
    scope: 'openid profile email',
  }).toString();
  return url;
}

function assertLocal(url: URL, problem: string): void {
  if (url.hostname !== 'localhost') {
    throw new Error(
      `${problem}. This command is for the sandbox of this machine only: elsewhere a person's token comes from the portal in a browser.`,
    );
  }
}

async function reachable<T>(
  request: () => Promise<T>,
  portalUrl: string,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof TypeError) {
      const { cause } = error as { cause?: { code?: string } };
      throw new Error(
        `Nothing answers at ${portalUrl} (${
          cause?.code ?? error.message
        }). Start the portal with npm start; another port goes into TOWPATH_PORT.`,
        { cause: error },
      );
    }
    throw error;
  }
}

function readPeople(page: Page, portalUrl: string): Choice[] {
  const answer = parseJson(page.text) as
    | { people?: Choice[]; error?: { message?: string } }
    | undefined;
  if (page.status === 200 && answer?.people) {
    return answer.people;
  }
  if (page.status === 503) {
    throw new Error(`${portalUrl} is still starting. Try again in a moment.`);
  }
  const said = answer?.error?.message ?? `status ${page.status}`;
  throw new Error(
    `${portalUrl} does not sign people in through the sandbox (${page.url.origin} answered: ${said}). This command works with a portal started by npm start only.`,
  );
}

function choose(people: Choice[], name: string): void {
  if (!people.some(person => person.name === name)) {
    const names = people.map(
      person => `  ${person.name.padEnd(12)}${person.displayName}`,
    );
    throw new Error(
      [`There is nobody called "${name}". Choose one of:`, ...names].join('\n'),
    );
  }
}

// The portal answers with a page whose script hands the result to the window that opened it.
function readToken(frame: Page): PersonToken {
  const [, encoded] =
    /authResponse = decodeURIComponent\('([^']*)'\)/.exec(frame.text) ?? [];
  const answer = encoded
    ? (parseJson(decodeURIComponent(encoded)) as FrameAnswer | undefined)
    : undefined;
  if (answer?.error) {
    throw new Error(`The portal refused to sign in: ${answer.error.message}`);
  }
  const token = answer?.response?.backstageIdentity?.token;
  if (!token) {
    throw new Error(
      `The portal answered ${frame.status} without a token: ${frame.text.slice(
        0,
        200,
      )}`,
    );
  }
  return { token, expiresAt: expiryOf(token) };
}

interface FrameAnswer {
  error?: { message: string };
  response?: { backstageIdentity?: { token?: string } };
}

function expiryOf(token: string): Date {
  const claims = Buffer.from(token.split('.')[1], 'base64url').toString();
  return new Date((JSON.parse(claims) as { exp: number }).exp * 1000);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
