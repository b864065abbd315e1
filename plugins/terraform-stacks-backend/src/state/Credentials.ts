import { randomBytes } from 'node:crypto';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { isUuid, type Caller } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type {
  NewStateCredential,
  StateCredential,
} from '@towpath/plugin-terraform-stacks-common';
import { mayChange, type Actors } from '@towpath/roles';
import { v7 as uuid } from 'uuid';
import type { Stacks } from '../stacks/Stacks';
import type { CredentialRow, CredentialStore } from './CredentialStore';
import type { StateSettings } from './readStateSettings';
import { requireInDatabase } from './requireInDatabase';
import { hashOf } from './StateAccess';

const HOURS = 8;

interface CredentialsOptions {
  kept: StateSettings['kept'];
  store: CredentialStore;
  stacks: Stacks;
  actors: Actors;
  clock: Clock;
  /** Where people reach the plugin. */
  publicUrl: string;
}

/**
 * Credentials with which people work on a state by hand. A state is handed out whole, with every secret in it, so that
 * those that only read are for the owner of the stack too.
 */
export class Credentials {
  readonly #options: CredentialsOptions;

  constructor(options: CredentialsOptions) {
    this.#options = options;
  }

  /** One's own; the owner of the stack and platform engineers see those of all. */
  async list(stack: string, caller: Caller): Promise<StateCredential[]> {
    const { store, stacks, actors, clock } = this.#options;
    const owner = await stacks.ownerOf(stack);
    const actor = await actors.find(caller.credentials);
    const rows = await store.list(stack, new Date(clock.now()));
    const seesAll = owner !== undefined && mayChange(actor, owner);
    return rows
      .filter(one => seesAll || one.person === actor.ref)
      .map(presentCredential);
  }

  /**
   * A stack that is nobody's becomes the person's.
   *
   * @throws NotAllowedError for who is not of the owner; ConflictError where states are files
   */
  async create(
    stack: string,
    { hours = HOURS, readOnly = false }: { hours?: number; readOnly?: boolean },
    caller: Caller,
  ): Promise<NewStateCredential> {
    const { store, stacks, actors, clock, kept } = this.#options;
    requireInDatabase(kept);
    const actor = await actors.find(caller.credentials);
    await stacks.take({ stack }, actor, false);
    const password = randomBytes(32).toString('base64url');
    const now = clock.now();
    const row: CredentialRow = {
      ...{ id: uuid(), stack, person: actor.ref, hash: hashOf(password) },
      ...{ read_only: readOnly, created_at: new Date(now) },
      expires_at: new Date(now + hours * 3600_000),
      last_used_at: null,
    };
    await store.add(row);
    return {
      credential: presentCredential(row),
      ...{ username: row.id, password },
      block: this.#blockOf(stack, row.id),
    };
  }

  /** @throws NotFoundError when there is none; NotAllowedError for that of somebody else's stack */
  async end(stack: string, id: string, caller: Caller): Promise<void> {
    const { store, stacks, actors } = this.#options;
    const row = isUuid(id) ? await store.find(id) : undefined;
    if (row?.stack !== stack) {
      throw new NotFoundError(
        `There is no credential "${id}" of the stack "${stack}"`,
      );
    }
    const owner = await stacks.ownerOf(stack);
    const actor = await actors.find(caller.credentials);
    const isTheirs = row.person === actor.ref;
    if (!isTheirs && !(owner !== undefined && mayChange(actor, owner))) {
      throw new NotAllowedError(
        `The credential is ${row.person}'s, and ${actor.ref} is not of the owner of the stack "${stack}"`,
      );
    }
    await store.remove(id);
  }

  #blockOf(stack: string, username: string): string {
    const address = JSON.stringify(`${this.#options.publicUrl}/state/${stack}`);
    return [
      'terraform {',
      '  backend "http" {',
      `    address        = ${address}`,
      `    lock_address   = ${address}`,
      '    lock_method    = "LOCK"',
      `    unlock_address = ${address}`,
      '    unlock_method  = "UNLOCK"',
      `    username       = "${username}"`,
      '  }',
      '}',
      '',
    ].join('\n');
  }
}

function presentCredential(row: CredentialRow): StateCredential {
  return {
    ...{ id: row.id, person: row.person, readOnly: row.read_only },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString(),
  };
}
