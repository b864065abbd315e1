import { createHash, timingSafeEqual } from 'node:crypto';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { isUuid } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import { mayChange, type Actors } from '@towpath/roles';
import type { CredentialStore } from './CredentialStore';
import type { LockStore } from './LockStore';
import type { RunBook } from './RunBook';
import { RunCredentials, runNamed } from './RunCredentials';
import type { StateCaller } from './StateCaller';
import type { StateStore } from './StateStore';

const WRONG =
  'These credentials are wrong or have ended. A run has its own; for work by hand make some on the page of the stack';

/** A use is noted once a minute, not for each of the many calls of an apply. */
const NOTED_EVERY_MS = 60_000;

interface StateAccessOptions {
  states: StateStore;
  locks: LockStore;
  credentials: CredentialStore;
  runs: RunBook;
  actors: Pick<Actors, 'findPerson'>;
  ownerOf(stack: string): Promise<string | undefined>;
  clock: Clock;
}

/** Says whose the credentials are that come with a call for a state. */
export class StateAccess {
  readonly #options: StateAccessOptions;

  constructor(options: StateAccessOptions) {
    this.#options = options;
  }

  /**
   * @throws AuthenticationError for credentials that are wrong or have ended; NotAllowedError for those of another
   *   stack, and for a person who is not of the owner any more
   */
  async find(
    stack: string,
    username: string,
    password: string,
  ): Promise<StateCaller> {
    const run = runNamed(username);
    return run === undefined
      ? this.#findPerson(stack, username, password)
      : this.#findRun(stack, run, password);
  }

  /** A run that has ended keeps what it needs to save its state, until its lock is taken from it. */
  async #findRun(
    stack: string,
    run: string,
    password: string,
  ): Promise<StateCaller> {
    const { states, locks, runs } = this.#options;
    const credentials = new RunCredentials(states.seal);
    const found = isUuid(run) ? await runs.find(run) : undefined;
    if (found && found.stack !== stack) {
      if (credentials.isOf(run, found.stack, password)) throw elsewhere(stack);
      throw new AuthenticationError(WRONG);
    }
    const isRight = credentials.isOf(run, stack, password);
    if (!found || !isRight) throw new AuthenticationError(WRONG);
    if (!found.isAlive && !(await locks.holds(run, stack))) {
      throw new AuthenticationError(
        `The run ${run} has ended, and its credentials with it`,
      );
    }
    return { stack, run, readOnly: found.isDry, by: `run ${run}` };
  }

  async #findPerson(
    stack: string,
    id: string,
    password: string,
  ): Promise<StateCaller> {
    const { credentials, clock } = this.#options;
    const row = isUuid(id) ? await credentials.find(id) : undefined;
    const now = clock.now();
    if (!row || !isPassword(password, row.hash) || +row.expires_at <= now) {
      throw new AuthenticationError(WRONG);
    }
    if (row.stack !== stack) throw elsewhere(stack);
    await this.#requireOwner(stack, row.person);
    if (now - Number(row.last_used_at) >= NOTED_EVERY_MS) {
      await credentials.markUsed(id, new Date(now));
    }
    const { person, read_only: readOnly } = row;
    return { stack, person, readOnly, credential: id, by: person };
  }

  async #requireOwner(stack: string, person: string): Promise<void> {
    const { actors, ownerOf } = this.#options;
    const owner = await ownerOf(stack);
    const actor = await actors.findPerson(person);
    if (owner !== undefined && actor && mayChange(actor, owner)) return;
    throw new NotAllowedError(
      `${person} is not of the owner of the stack "${stack}" any more, and the credential is worth nothing since then`,
    );
  }
}

/** Of what is random, a plain hash is enough. */
export function hashOf(password: string): Buffer {
  return createHash('sha256').update(password).digest();
}

function isPassword(password: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOf(password), hash);
}

function elsewhere(stack: string): NotAllowedError {
  return new NotAllowedError(
    `These credentials are of another stack than "${stack}"`,
  );
}
