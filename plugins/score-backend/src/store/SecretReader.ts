import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import { audited, isUuid, type Caller } from '@towpath/backend-kit';
import type { ResourceStore } from '../database/ResourceStore';
import type { SecretStore } from '../database/SecretStore';
import type { StoreCredentials } from './StoreCredentials';

type Request = NonNullable<Caller['request']>;

/** Which secret is read. */
export interface SecretAddress {
  environment: string;
  /** Id of the resource. */
  resource: string;
  output: string;
}

/** Reads secrets for the operator of an environment, which puts them where the workloads are. */
export class SecretReader {
  readonly #credentials: StoreCredentials;
  readonly #resources: ResourceStore;
  readonly #secrets: SecretStore;
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;

  constructor(parts: {
    credentials: StoreCredentials;
    resources: ResourceStore;
    secrets: SecretStore;
    auditor: AuditorService;
    logger: LoggerService;
  }) {
    this.#credentials = parts.credentials;
    this.#resources = parts.resources;
    this.#secrets = parts.secrets;
    this.#auditor = parts.auditor;
    this.#logger = parts.logger;
  }

  /**
   * Every try is in the audit log, with the environment whose credential was sent, or nobody.
   *
   * @throws AuthenticationError, NotAllowedError or NotFoundError; Error when the secret cannot be opened
   */
  async read(address: SecretAddress, request: Request): Promise<string> {
    const credential = this.#credentialOf(request);
    const { environment } = address;
    return audited(
      this.#auditor,
      // Without the request, of which the log would take the credential for one of the portal's.
      { by: credential.by },
      {
        eventId: 'score-store-read',
        severityLevel: credential.environment === environment ? 'low' : 'high',
        meta: { ...address, from: request.ip ?? 'unknown' },
      },
      async () => {
        if (credential.error) throw credential.error;
        requireSame(credential.environment, environment);
        return this.#open(address);
      },
    );
  }

  /** What is wrong with it is told where it is written down as well. */
  #credentialOf(request: Request) {
    try {
      const header = request.header('authorization');
      const environment = this.#credentials.environmentOf(header);
      return { by: `store:${environment}`, environment };
    } catch (error) {
      return { by: 'nobody', error: toError(error) };
    }
  }

  async #open({
    environment,
    resource: id,
    output,
  }: SecretAddress): Promise<string> {
    const record = isUuid(id) ? await this.#resources.find(id) : undefined;
    const isThere =
      record?.environment === environment && record.status !== 'kept';
    const value = isThere ? await this.#decrypt(id, output) : undefined;
    if (value !== undefined) return value;
    throw new NotFoundError(
      `${environment} has no resource ${id} with the secret output "${output}"`,
    );
  }

  async #decrypt(id: string, output: string): Promise<string | undefined> {
    try {
      return await this.#secrets.open(id, output);
    } catch (error) {
      this.#logger.error(
        `The secret output "${output}" of resource ${id} cannot be opened: ${error}`,
      );
      throw new Error(
        `The secret output "${output}" of resource ${id} cannot be opened. The log of the portal says why`,
      );
    }
  }
}

function requireSame(whose: string | undefined, environment: string): void {
  if (whose === environment) return;
  throw new NotAllowedError(
    `The token is that of ${whose}, and ${environment} has a token of its own`,
  );
}
