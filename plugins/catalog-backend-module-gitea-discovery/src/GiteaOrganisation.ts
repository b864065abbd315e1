import {
  getGiteaRequestOptions,
  type GiteaIntegrationConfig,
} from '@backstage/integration';
import { NO, unknown, yes, type Answer } from './Answer';
import type { OrganisationSettings } from './readOrganisations';

/** A repository as far as discovery goes. */
export interface Repository {
  name: string;
  /** Of its page. */
  url: string;
  defaultBranch: string;
  /** Nothing was pushed to it yet. */
  empty: boolean;
}

const PAGE_SIZE = 50;
const TIMEOUT_MS = 20_000;

interface Said {
  status: number;
  body: unknown;
  total?: number;
}

/** Asks a Gitea host about one organisation. Nothing here throws because of what the host answers. */
export class GiteaOrganisation {
  readonly #settings: OrganisationSettings;
  readonly #api: string;

  constructor(settings: OrganisationSettings) {
    this.#settings = settings;
    this.#api = `${baseUrlOf(settings.integration)}/api/v1`;
  }

  /** All of its repositories, or why it is not sure that these are all. Never `no`. */
  async listRepositories(): Promise<Answer<Repository[]>> {
    const found = new Map<string, Repository>();
    for (let page = 1; ; page += 1) {
      const path = `/orgs/${
        this.#organisation
      }/repos?page=${page}&limit=${PAGE_SIZE}`;
      const said = await this.#ask(path);
      if (typeof said === 'string') return unknown(said);
      const repositories = readPage(said);
      if (typeof repositories === 'string') {
        return unknown(`page ${page} of its repositories: ${repositories}`);
      }
      const before = found.size;
      for (const one of repositories) found.set(one.name, one);
      if (repositories.length === 0) return complete(found, said.total);
      if (found.size === before) {
        return unknown(`page ${page} of its repositories repeats others`);
      }
    }
  }

  /** Whether there is a repository of this name, which has not become another. */
  async hasRepository(name: string): Promise<Answer<Repository>> {
    const said = await this.#ask(
      `/repos/${this.#organisation}/${encode(name)}`,
    );
    if (typeof said === 'string') return unknown(said);
    if (isNo(said)) return NO;
    const repository = said.status === 200 && readRepository(said.body);
    if (!repository) return unknown(notUnderstood(said));
    // Gitea sends on from the old name of a repository to the new one.
    return repository.name.toLowerCase() === name.toLowerCase()
      ? yes(repository)
      : NO;
  }

  /** Whether a repository has the file on a branch. */
  async hasFile(
    { name }: Repository,
    branch: string,
    file: string,
  ): Promise<Answer<true>> {
    const path = file.split('/').map(encode).join('/');
    const said = await this.#ask(
      `/repos/${this.#organisation}/${encode(
        name,
      )}/contents/${path}?ref=${encode(branch)}`,
    );
    if (typeof said === 'string') return unknown(said);
    if (isNo(said)) return NO;
    const { type } = (said.body ?? {}) as { type?: unknown };
    return said.status === 200 && type === 'file'
      ? yes(true)
      : unknown(notUnderstood(said));
  }

  get #organisation(): string {
    return encode(this.#settings.organisation);
  }

  /** What it says, or why it could not be asked. */
  async #ask(path: string): Promise<Said | string> {
    try {
      const { headers } = getGiteaRequestOptions(this.#settings.integration);
      const response = await fetch(`${this.#api}${path}`, {
        headers: { ...headers, accept: 'application/json' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      const total = response.headers.get('x-total-count');
      return {
        status: response.status,
        body: parse(text),
        ...(total && { total: Number(total) }),
      };
    } catch (error) {
      const { message, cause } = error as Error;
      const why = (cause as Error | undefined)?.message;
      return [message, why].filter(Boolean).join(': ');
    }
  }
}

/** Where pages of the host begin. */
export function baseUrlOf({ baseUrl, host }: GiteaIntegrationConfig): string {
  return (baseUrl ?? `https://${host}`).replace(/\/+$/, '');
}

// Something before the host that says 404, as while it starts, does not say it as the host does.
function isNo({ status, body }: Said): boolean {
  const { message } = (body ?? {}) as { message?: unknown };
  return status === 404 && typeof message === 'string';
}

function notUnderstood({ status, body }: Said): string {
  return body === undefined
    ? `the answer ${status} is no JSON`
    : `the answer ${status} is not of the shape that Gitea gives it`;
}

function readPage(said: Said): Repository[] | string {
  const { status, body } = said;
  if (status !== 200 || !Array.isArray(body)) return notUnderstood(said);
  const repositories = body.map(readRepository);
  return repositories.every(one => one !== undefined)
    ? (repositories as Repository[])
    : notUnderstood(said);
}

/** A list that is shorter than the host says it is was cut off, or changed while it was read. */
function complete(
  found: Map<string, Repository>,
  total: number | undefined,
): Answer<Repository[]> {
  return total !== undefined && total !== found.size
    ? unknown(`it has ${total} repositories, and lists ${found.size}`)
    : yes([...found.values()]);
}

function readRepository(value: unknown): Repository | undefined {
  const {
    name,
    html_url: url,
    default_branch: branch,
    empty,
  } = (value ?? {}) as Record<string, unknown>;
  return isText(name) && isText(url) && (empty === true || isText(branch))
    ? { name, url, defaultBranch: String(branch ?? ''), empty: empty === true }
    : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function encode(part: string): string {
  return encodeURIComponent(part);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
