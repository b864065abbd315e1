import type { HostedRepository } from '@towpath/git-hosts';
import {
  listServerRefs,
  type GitHttpRequest,
  type GitHttpResponse,
} from 'isomorphic-git';
import { requireSha } from './requireRef';

const TIME_LIMIT_MS = 10_000;

/**
 * The commit behind a branch or tag, by two requests and no process. Nothing follows from any other outcome: git tells
 * what is wrong, and whether there is no such name.
 *
 * @param name - whole, such as `refs/heads/main`
 * @throws whatever keeps it from an answer
 */
export async function askForRef(
  { cloneUrl, authorize }: HostedRepository,
  name: string,
): Promise<string | undefined> {
  const { git: authorization } = await authorize();
  const refs = await listServerRefs({
    http: { request: send },
    url: cloneUrl,
    headers: { authorization },
    prefix: name,
  });
  const found = refs.find(({ ref }) => ref === name);
  if (found) requireSha(found.oid);
  return found?.oid;
}

async function send(request: GitHttpRequest): Promise<GitHttpResponse> {
  const { url, method = 'GET', headers, body = [] } = request;
  const sent: Uint8Array[] = [];
  for await (const part of body) sent.push(part);
  const response = await fetch(url, {
    method,
    headers,
    ...(sent.length > 0 && { body: Buffer.concat(sent) }),
    // Credentials go to this host and to no other.
    redirect: 'error',
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  });
  return {
    url,
    method,
    headers: Object.fromEntries(response.headers),
    body: response.body as unknown as GitHttpResponse['body'],
    statusCode: response.status,
    statusMessage: response.statusText,
  };
}
