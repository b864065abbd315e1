import { createHash, randomBytes } from 'node:crypto';
import { KeyedLock, readJson, writeJson } from '@towpath/sandbox-kit';
import { conflict, invalid, notFound } from '../errors.ts';
import type { TokenRecord } from '../types.ts';

/** A use is written down this late at the most, so that not every request of a program writes. */
const USES_KEPT_MS = 60_000;
const PER_ACCOUNT = 100;

interface Stored {
  nextId: number;
  tokens: TokenRecord[];
}

const EMPTY: Stored = { nextId: 1, tokens: [] };

type NewToken = Pick<TokenRecord, 'owner' | 'ownerId' | 'name' | 'scopes'>;

/** Access tokens. The token itself is told once and not kept: 160 random bits need no slow hash. */
export class TokenStore {
  readonly #file: string;
  readonly #clock: () => Date;
  readonly #lock = new KeyedLock();
  #stored: Stored = EMPTY;

  constructor(file: string, clock: () => Date) {
    this.#file = file;
    this.#clock = clock;
  }

  async load(): Promise<void> {
    this.#stored = await readJson<Stored>(this.#file, EMPTY);
  }

  /** Those of one account, oldest first. */
  listOf(owner: string): TokenRecord[] {
    return this.#stored.tokens.filter(token => token.owner === owner);
  }

  /** @returns the token, this once @throws RequestError 409 for a taken name, 422 for an empty one */
  create(input: NewToken): Promise<{ record: TokenRecord; token: string }> {
    return this.#lock.run('', async () => {
      const name = input.name.trim();
      this.#checkNew(input.owner, name);
      const token = randomBytes(20).toString('hex');
      const record: TokenRecord = {
        ...input,
        name,
        id: this.#stored.nextId,
        hash: hashOf(token),
        lastEight: token.slice(-8),
        createdAt: this.#clock().toISOString(),
      };
      await this.#save({
        nextId: record.id + 1,
        tokens: [...this.#stored.tokens, record],
      });
      return { record, token };
    });
  }

  #checkNew(owner: string, name: string): void {
    if (!name || name.length > 100) {
      throw invalid(`name "${name}": give a token a name of 1 to 100 letters`);
    }
    const own = this.listOf(owner);
    if (own.some(one => one.name === name)) {
      throw conflict(`access token name has been used already: "${name}"`);
    }
    if (own.length >= PER_ACCOUNT) {
      throw invalid(`${owner} has ${own.length} tokens: remove one first`);
    }
  }

  /** The record behind a token. */
  find(token: string): TokenRecord | undefined {
    if (!/^[0-9a-f]{40}$/.test(token)) return undefined;
    const hash = hashOf(token);
    return this.#stored.tokens.find(one => one.hash === hash);
  }

  /** Writes down that it was used. */
  async markUsed({ id, lastUsedAt }: TokenRecord): Promise<void> {
    const now = this.#clock();
    const isKept = now.getTime() - Date.parse(lastUsedAt ?? '') < USES_KEPT_MS;
    if (isKept) return;
    await this.#lock.run('', () =>
      this.#save({
        ...this.#stored,
        tokens: this.#stored.tokens.map(one =>
          one.id === id ? { ...one, lastUsedAt: now.toISOString() } : one,
        ),
      }),
    );
  }

  /** Ends one: a number is the id, as for Gitea, also where a name is one too. @throws RequestError 404 */
  async remove(owner: string, key: number | string): Promise<void> {
    await this.#lock.run('', async () => {
      const found = this.listOf(owner).find(({ id, name }) =>
        typeof key === 'number' ? id === key : name === key,
      );
      if (!found) throw notFound(`${owner} has no token "${key}"`);
      const tokens = this.#stored.tokens.filter(one => one !== found);
      await this.#save({ ...this.#stored, tokens });
    });
  }

  /** Ends all of an account. */
  async removeAll(owner: string): Promise<void> {
    await this.#lock.run('', async () => {
      const tokens = this.#stored.tokens.filter(one => one.owner !== owner);
      if (tokens.length === this.#stored.tokens.length) return;
      await this.#save({ ...this.#stored, tokens });
    });
  }

  async #save(stored: Stored): Promise<void> {
    await writeJson(this.#file, stored);
    this.#stored = stored;
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
