import type { HostedRepository } from '@towpath/git-hosts';
import { GitError } from '../git/GitError';
import { readFailure } from '../git/readFailure';
import { Redactor } from '@towpath/redact';

const TIME_LIMIT_MS = 10_000;
/** Git shows what a host says in plain text only, and some name no type at all. */
const READABLE = /^(text\/plain|application\/json)|^$/;

/**
 * Adds to a refusal without a word what the host answers to the same question. An archived repository and
 * one whose credentials are wrong are both a 403 to git.
 */
export async function tellRefusal(
  error: unknown,
  repository: HostedRepository,
  command: string,
): Promise<unknown> {
  if (!(error instanceof GitError)) return error;
  const { status, fromHost } = readFailure(error.stderr);
  if (status !== 403 || fromHost) return error;
  const words = await askWhy(repository, command).catch(() => '');
  if (!words) return error;
  const lines = words.split('\n').map(line => `remote: ${line}`);
  return new GitError(command, [...lines, error.stderr].join('\n'));
}

async function askWhy(
  { cloneUrl, authorize }: HostedRepository,
  command: string,
): Promise<string> {
  const { git: authorization, secrets } = await authorize();
  const service = command === 'push' ? 'git-receive-pack' : 'git-upload-pack';
  const response = await fetch(`${cloneUrl}/info/refs?service=${service}`, {
    headers: { authorization },
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  });
  const type = response.headers.get('content-type') ?? '';
  if (response.status !== 403 || !READABLE.test(type)) return '';
  const text = new Redactor(secrets).text(await response.text()).trim();
  return messageIn(text).slice(0, 500);
}

/** Some wrap what they say: `{"message": "…"}`. Of a page there is nothing to tell. */
function messageIn(text: string): string {
  if (text.startsWith('<')) return '';
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' ? message : '';
  } catch {
    return text;
  }
}
