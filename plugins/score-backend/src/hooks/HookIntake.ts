import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AuthenticationError, InputError } from '@backstage/errors';
import type { GitHosts } from '@towpath/git-hosts';
import type { Look, LookStore, RepositoryRef } from '../database/LookStore';
import type { HookHost } from './HookSettings';
import {
  isSigned,
  secretOfRepository,
  type RepositoryPath,
} from './hookSecrets';
import {
  deliveryIdIn,
  readDelivery,
  signatureIn,
  type Told,
} from './readDelivery';

/** What was sent, and to which address. */
export interface HookRequest {
  /** As under `integrations`. */
  host: string;
  /** Whose hook it is; absent for one of a whole organisation. */
  repository?: RepositoryPath;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** `known`: it came before. `ignored`: nothing follows from it. */
type Taken = 'taken' | 'known' | 'ignored';

/** Takes what Git hosts tell. It is stored before it is answered, and looked at afterwards. */
export class HookIntake {
  readonly #settings: HookHost[];
  readonly #hosts: GitHosts;
  readonly #looks: LookStore;
  readonly #onTaken: () => void;

  constructor(parts: {
    settings: HookHost[];
    hosts: GitHosts;
    looks: LookStore;
    /** Something is to be looked at now. */
    onTaken(): void;
  }) {
    this.#settings = parts.settings;
    this.#hosts = parts.hosts;
    this.#looks = parts.looks;
    this.#onTaken = parts.onTaken;
  }

  /**
   * @throws AuthenticationError for what is not signed with the secret of the address, InputError for what is signed and
   *   not of the shape that hosts give it
   */
  async take(request: HookRequest): Promise<Taken> {
    const { headers, body } = request;
    const host = this.#requireSigned(request);
    const id = deliveryIdIn(headers);
    const told = readDelivery(headers, body);
    if (!told) return 'ignored';
    const repository = this.#repositoryOf(host, told, request);
    const digest = createHash('sha256').update(body).digest('hex');
    const isNew = await this.#looks.take(
      { host, id, body: digest },
      lookFor(told, repository),
    );
    if (isNew) this.#onTaken();
    return isNew ? 'taken' : 'known';
  }

  /** A host that nobody has set up is answered as a wrong signature is. */
  #requireSigned({ host, repository, headers, body }: HookRequest): string {
    const known = this.#settings.find(one => one.host === host.toLowerCase());
    const signature = signatureIn(headers);
    if (known && signature) {
      const secret = repository
        ? secretOfRepository(known.secret, repository)
        : known.secret;
      if (isSigned(body, signature, secret)) return known.host;
    }
    throw new AuthenticationError(
      'The delivery is not signed with the secret of this address',
    );
  }

  #repositoryOf(
    host: string,
    { repository }: Told,
    { repository: address }: HookRequest,
  ): RepositoryRef {
    const [owner, name, ...more] = repository.split('/');
    if (!owner || !name || more.length > 0) {
      throw new InputError(
        `repository.full_name of the body is "${repository}": write owner/name`,
      );
    }
    const isOther =
      address &&
      `${address.owner}/${address.name}`.toLowerCase() !==
        repository.toLowerCase();
    if (isOther) {
      throw new InputError(
        `repository.full_name of the body is "${repository}", and the hook is that of ${address.owner}/${address.name}`,
      );
    }
    // Refuses what would lead to another part of the host's API.
    this.#hosts.name({ host, owner, name });
    return { host, owner, name };
  }
}

function lookFor(told: Told, repository: RepositoryRef): Look {
  return told.type === 'push'
    ? { type: 'push', cause: 'told', ...repository }
    : { type: 'pull_request', number: told.number, ...repository };
}
