import type { IncomingHttpHeaders } from 'node:http';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** What a Git host tells, as far as it is used: what is so is asked of the host itself. */
export type Told =
  | { type: 'push'; repository: string }
  | { type: 'pull_request'; repository: string; number: number };

const repository = z.object({ full_name: z.string().min(1).max(200) });
const push = z.object({ repository, ref: z.string() });
const pullRequest = z.object({
  repository,
  number: z.number().int().positive(),
  action: z.string(),
});

/** In the words of Gitea and of GitHub. */
const ACTIONS = ['opened', 'reopened', 'edited', 'synchronize', 'synchronized'];

/** The first of these headers; Gitea sends those of GitHub too. */
function headerOf(headers: IncomingHttpHeaders, ...names: string[]) {
  const found = names.map(name => headers[name]).find(Boolean);
  return typeof found === 'string' ? found : undefined;
}

/** The signature in hexadecimal; undefined without one. */
export function signatureIn(headers: IncomingHttpHeaders): string | undefined {
  const signature = headerOf(
    headers,
    'x-hub-signature-256',
    'x-gitea-signature',
  );
  return signature?.replace(/^sha256=/, '');
}

/** @throws InputError without one */
export function deliveryIdIn(headers: IncomingHttpHeaders): string {
  const id = headerOf(headers, 'x-gitea-delivery', 'x-github-delivery');
  if (id && id.length <= 200) return id;
  throw new InputError(
    'X-Gitea-Delivery or X-GitHub-Delivery is missing: a delivery has an id',
  );
}

/**
 * Undefined for what nothing follows from, such as a ping, a tag, or a pull request that is closed.
 *
 * @throws InputError for a push or pull request that is not of the shape that hosts give it
 */
export function readDelivery(
  headers: IncomingHttpHeaders,
  body: Buffer,
): Told | undefined {
  const event = headerOf(headers, 'x-gitea-event', 'x-github-event');
  if (event === 'push') {
    const told = parse(push, body);
    if (!told.ref.startsWith('refs/heads/')) return undefined;
    return { type: 'push', repository: told.repository.full_name };
  }
  if (event !== 'pull_request') return undefined;
  const told = parse(pullRequest, body);
  if (!ACTIONS.includes(told.action)) return undefined;
  return {
    type: 'pull_request',
    repository: told.repository.full_name,
    number: told.number,
  };
}

function parse<T>(schema: z.ZodType<T>, body: Buffer): T {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw new InputError('The body is no JSON: send application/json');
  }
  const { data, error } = schema.safeParse(json);
  if (data !== undefined) return data;
  const [{ path, message }] = error!.issues;
  throw new InputError(`${path.join('.')} of the body: ${message}`);
}
