import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import { fetchAs } from '@towpath/backend-kit';

/** Where a request says that it was let out by this plugin. */
export const PASS_HEADER = 'x-towpath-pass';

const LOOKED_AT = 50;
/** Clocks of two machines may differ by as much. */
const SKEW_MS = 5_000;

/** Begins tasks of the scaffolder over its HTTP API, as somebody. */
export class ScaffolderTasks {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ScaffolderTask> {
    return this.#ask(credentials, `/v2/tasks/${encodeURIComponent(id)}`);
  }

  /** @returns the id of the task. @throws ResponseError */
  async begin(
    asked: {
      templateRef: string;
      values: JsonObject;
      secrets: Record<string, string>;
      retries?: string;
    },
    credentials: BackstageCredentials,
    pass: string,
  ): Promise<string> {
    const { templateRef, values, secrets, retries } = asked;
    const path = retries
      ? `/v2/tasks/${encodeURIComponent(retries)}/retry`
      : '/v2/tasks';
    const body = retries ? { secrets } : { templateRef, values, secrets };
    const { id } = await this.#ask(credentials, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [PASS_HEADER]: pass },
      body: JSON.stringify(body),
    });
    return id;
  }

  /** Tasks of a template that somebody has begun since then, newest first. */
  async begunSince(
    since: Date,
    by: string,
    templateRef: string,
  ): Promise<ScaffolderTask[]> {
    const query = new URLSearchParams({
      createdBy: by,
      order: 'desc:created_at',
      limit: String(LOOKED_AT),
    });
    const own = await this.#auth.getOwnServiceCredentials();
    const { tasks } = await this.#ask(own, `/v2/tasks?${query}`);
    return (tasks as ScaffolderTask[]).filter(
      ({ createdAt, spec }) =>
        Date.parse(createdAt) >= since.getTime() - SKEW_MS &&
        spec.templateInfo?.entityRef === templateRef,
    );
  }

  /** Whether a task was begun again since then. */
  async wasRetried(id: string, since: Date): Promise<boolean> {
    const own = await this.#auth.getOwnServiceCredentials();
    const { lastHeartbeatAt } = await this.get(id, own);
    return (
      lastHeartbeatAt !== undefined &&
      Date.parse(lastHeartbeatAt) >= since.getTime() - SKEW_MS
    );
  }

  async #ask(
    credentials: BackstageCredentials,
    path: string,
    init: RequestInit = {},
  ): Promise<any> {
    const ask = fetchAs(credentials, {
      auth: this.#auth,
      targetPluginId: 'scaffolder',
    });
    const base = await this.#discovery.getBaseUrl('scaffolder');
    const response = await ask(`${base}${path}`, init);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}
