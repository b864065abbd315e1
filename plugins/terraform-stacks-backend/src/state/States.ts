import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { readStateHead } from '@towpath/terraform';
import type { LockInfo, LockRow, LockStore } from './LockStore';
import type { StateSettings } from './readStateSettings';
import { requireInDatabase } from './requireInDatabase';
import type { StateCaller } from './StateCaller';
import { md5Of, type StateStore, type StateVersionRow } from './StateStore';

/** The lock that somebody else holds. */
export class LockHeldError extends Error {
  readonly lock: LockRow;

  constructor(lock: LockRow) {
    super(`The state is locked by ${holderOf(lock)}`);
    this.name = 'LockHeldError';
    this.lock = lock;
  }
}

interface StatesOptions {
  kept: StateSettings['kept'];
  store: StateStore;
  locks: LockStore;
  clock: Clock;
}

/** What Terraform asks of a backend: reads, writes and locks states on behalf of who has proved to be somebody. */
export class States {
  readonly #options: StatesOptions;

  constructor(options: StatesOptions) {
    this.#options = options;
  }

  /** Undefined when there is none. */
  async read(
    stack: string,
  ): Promise<{ content: Buffer; md5: string } | undefined> {
    requireInDatabase(this.#options.kept);
    return this.#options.store.readNewest(stack);
  }

  /**
   * Keeps a state as the newest one. The same one again is no other version: Terraform repeats what it did not hear
   * the answer of.
   *
   * @param lockId of the lock that the writer has
   * @throws ConflictError for an older state, one of another lineage, and without the lock; InputError for what is no
   *   state
   */
  async write(
    caller: StateCaller,
    content: Buffer,
    { lockId, md5 }: { lockId?: string; md5?: string },
  ): Promise<void> {
    const { store, locks, clock, kept } = this.#options;
    requireInDatabase(kept);
    requireWriter(caller);
    const { stack, by, run = null } = caller;
    const known = md5Of(content);
    if (md5 !== undefined && md5 !== known) {
      throw new InputError(
        `Content-MD5 is "${md5}", and what came has "${known}": it was changed on its way. Send it again`,
      );
    }
    const head = readStateHead(content.toString());
    if (!head) {
      throw new InputError(
        'The body is no state: it has no lineage and serial. States of Terraform since 0.12 and of OpenTofu are taken',
      );
    }
    const packed = await store.pack(content);
    await store.change(stack, async (trx, newest) => {
      requireLock(await locks.hold(trx, stack), caller, lockId);
      const version = {
        ...{ stack, serial: head.serial, lineage: head.lineage, md5: known },
        ...{ size: content.length, resources: head.resources ?? null },
        terraform_version: head.terraformVersion ?? null,
        unreadable: head.unreadable ?? null,
        ...{ by, run, reason: null, at: new Date(clock.now()) },
      };
      if (isSame(newest, version)) return;
      requireNewer(newest, version);
      await store.add(trx, version, packed);
    });
  }

  /**
   * There is no state from then on; older versions stay.
   *
   * @throws LockHeldError for a lock of somebody else; ConflictError for a run without one
   */
  async remove(caller: StateCaller): Promise<void> {
    const { store, locks, kept } = this.#options;
    requireInDatabase(kept);
    requireWriter(caller);
    const { stack } = caller;
    await store.change(stack, async trx => {
      const lock = await locks.hold(trx, stack);
      if (lock && !isHolder(lock, caller)) throw new LockHeldError(lock);
      if (!lock && caller.run !== undefined) throw notLocked();
      await store.clear(trx, stack);
    });
  }

  /**
   * Waits for who is just writing: the holder of a lock sees what was written before.
   *
   * @throws LockHeldError when somebody has another lock; the same one again is one's own, of which the answer was
   *   not heard
   */
  async lock(caller: StateCaller, info: LockInfo): Promise<void> {
    const { locks, clock, store, kept } = this.#options;
    requireInDatabase(kept);
    requireWriter(caller);
    // Without keys no state could be saved after what is done under the lock.
    void store.seal;
    const { stack, run = null, person = null } = caller;
    const asked = {
      ...{ stack, id: info.ID, operation: info.Operation, info: info.Info },
      ...{ who: info.Who, version: info.Version, path: info.Path },
      ...{ person, run, since: new Date(clock.now()) },
    };
    const lock = await store.change(stack, trx => locks.take(trx, asked));
    if (lock.id === info.ID && isHolder(lock, caller)) return;
    throw new LockHeldError(lock);
  }

  /**
   * Frees one's own lock; one that is free already stays so. A person may free what another person has left locked,
   * also without saying which lock is meant, as `terraform force-unlock` asks.
   *
   * @throws LockHeldError for another lock than the one that is meant; NotAllowedError for a run
   */
  async unlock(caller: StateCaller, id: string | undefined): Promise<void> {
    const { locks } = this.#options;
    requireWriter(caller);
    const { stack } = caller;
    if (id === undefined && caller.run !== undefined) {
      throw new NotAllowedError(
        'A run frees the lock that it has, by its ID, and no other. force-unlock is for people',
      );
    }
    const lock = await locks.find(stack);
    if (!lock) return;
    const isMeant = id === undefined || id === lock.id;
    if (!isMeant) throw new LockHeldError(lock);
    if (!isHolder(lock, caller)) requireForeignUnlock(lock, caller);
    await locks.free(stack, lock.id);
  }
}

/** In words for people. */
export function holderOf({ run, person, who }: LockRow): string {
  if (run !== null) return `run ${run}`;
  return `${person ?? who}, by hand`;
}

function isHolder({ run, person }: LockRow, caller: StateCaller): boolean {
  return caller.run === undefined
    ? person === caller.person
    : run === caller.run;
}

function requireForeignUnlock({ run }: LockRow, caller: StateCaller): void {
  if (caller.run !== undefined) {
    throw new NotAllowedError('A run frees no lock of somebody else');
  }
  if (run === null) return;
  throw new ConflictError(
    `Run ${run} of the portal holds the lock. Cancel it, or free its lock with a reason on the page of the stack once it has ended`,
  );
}

function requireWriter({ readOnly, run }: StateCaller): void {
  if (!readOnly) return;
  if (run !== undefined) {
    throw new NotAllowedError(
      `The run ${run} only looks, and its credentials only read. Plan a change`,
    );
  }
  throw new NotAllowedError(
    'This credential only reads. Plan with -lock=false, or make one that writes',
  );
}

function requireLock(
  lock: LockRow | undefined,
  caller: StateCaller,
  id: string | undefined,
): void {
  if (!lock) {
    if (caller.run === undefined && id === undefined) return;
    throw notLocked();
  }
  if (lock.id === id && isHolder(lock, caller)) return;
  throw new ConflictError(
    `The state is locked by ${holderOf(lock)}, and this was written under ${
      id === undefined ? 'no lock' : `another lock, ${id}`
    }`,
  );
}

function notLocked(): ConflictError {
  return new ConflictError(
    'The state is not locked by who writes it: the lock was taken away, or never asked for. Look at the state before you push another one',
  );
}

type Comparable = Pick<StateVersionRow, 'lineage' | 'serial' | 'md5'>;

function isSame(newest: Comparable | undefined, one: Comparable): boolean {
  return (
    newest?.lineage === one.lineage &&
    newest.serial === one.serial &&
    newest.md5 === one.md5
  );
}

function requireNewer(newest: Comparable | undefined, one: Comparable): void {
  if (!newest) return;
  if (newest.lineage !== one.lineage) {
    throw new ConflictError(
      `The lineage of this state is "${one.lineage}", and that of the stack "${newest.lineage}": it is a state of something else`,
    );
  }
  if (one.serial > newest.serial) return;
  throw new ConflictError(
    `The serial of this state is ${one.serial}, and the newest of the stack has ${newest.serial}: somebody else has written since it was read. Pull the state, then plan anew`,
  );
}
