import { createHash, randomBytes } from 'node:crypto';
import { JsonDocument } from '@towpath/sandbox-kit';
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
  readonly #stored: JsonDocument<Stored>;
  readonly #clock: () => Date;

  constructor(file: string, clock: () => Date) {
    this.#stored = new JsonDocument(file, EMPTY);
    this.#clock = clock;
  }

  load(): Promise<void> {
    return this.#stored.load();
  }

  /** Those of one account, oldest first. */
  listOf(owner: string): TokenRecord[] {
    return ofOwner(this.#stored.value, owner);
  }

  /** @returns the token, this once @throws RequestError 409 for a taken name, 422 for an empty one */
  create(input: NewToken): Promise<{ record: TokenRecord; token: string }> {
    return this.#stored.change(draft => {
      const name = input.name.trim();
      checkNew(ofOwner(draft, input.owner), name);
      const token = randomBytes(20).toString('hex');
      const record: TokenRecord = {
        ...input,
        name,
        id: draft.nextId++,
        hash: hashOf(token),
        lastEight: token.slice(-8),
        createdAt: this.#clock().toISOString(),
      };
      draft.tokens.push(record);
      return { record, token };
    });
  }

  /** The record behind a token. */
  find(token: string): TokenRecord | undefined {
    if (!/^[0-9a-f]{40}$/.test(token)) return undefined;
    const hash = hashOf(token);
    return this.#stored.value.tokens.find(one => one.hash === hash);
  }

  /** Writes down that it was used. */
  async markUsed({ id, lastUsedAt }: TokenRecord): Promise<void> {
    const now = this.#clock();
    const isKept = now.getTime() - Date.parse(lastUsedAt ?? '') < USES_KEPT_MS;
    if (isKept) return;
    await this.#stored.change(({ tokens }) => {
      const used = tokens.find(one => one.id === id);
      if (used) used.lastUsedAt = now.toISOString();
    });
  }

  /** Ends one: a number is the id, as for Gitea, also where a name is one too. @throws RequestError 404 */
  async remove(owner: string, key: number | string): Promise<void> {
    await this.#stored.change(draft => {
      const found = ofOwner(draft, owner).find(({ id, name }) =>
        typeof key === 'number' ? id === key : name === key,
      );
      if (!found) throw notFound(`${owner} has no token "${key}"`);
      draft.tokens = draft.tokens.filter(one => one !== found);
    });
  }

  /** Ends all of an account. */
  async removeAll(owner: string): Promise<void> {
    await this.#stored.change(draft => {
      draft.tokens = draft.tokens.filter(one => one.owner !== owner);
    });
  }
}

function ofOwner({ tokens }: Readonly<Stored>, owner: string): TokenRecord[] {
  return tokens.filter(token => token.owner === owner);
}

/** @throws RequestError 409, 422 */
function checkNew(own: TokenRecord[], name: string): void {
  if (!name || name.length > 100) {
    throw invalid(`name "${name}": give a token a name of 1 to 100 letters`);
  }
  if (own.some(one => one.name === name)) {
    throw conflict(`access token name has been used already: "${name}"`);
  }
  if (own.length >= PER_ACCOUNT) {
    throw invalid(`${own[0].owner} has ${own.length} tokens: remove one first`);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
