import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  decodeCursor,
  isUuid,
  toPage,
  type Caller,
} from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type {
  StackLock,
  StateContent,
  StateDifference,
  StateVersion,
} from '@towpath/plugin-terraform-stacks-common';
import type { Actors } from '@towpath/roles';
import {
  compareStates,
  presentState,
  readStateFile,
  type StateFile,
} from '@towpath/terraform';
import type { Stacks } from '../stacks/Stacks';
import type { LockRow, LockStore } from './LockStore';
import type { Places } from './Places';
import type { StateSettings } from './readStateSettings';
import { requireInDatabase } from './requireInDatabase';
import { presentVersion } from './presentVersion';
import type { RunBook } from './RunBook';
import { holderOf } from './States';
import { md5Of, type StateStore } from './StateStore';
import { withHead } from './withHead';

interface StateViewsOptions {
  kept: StateSettings['kept'];
  store: StateStore;
  locks: LockStore;
  runs: RunBook;
  places: Places;
  stacks: Stacks;
  actors: Actors;
  clock: Clock;
}

/** States as people look at them, without secrets, and what they may do to them. */
export class StateViews {
  readonly #options: StateViewsOptions;

  constructor(options: StateViewsOptions) {
    this.#options = options;
  }

  async resources(stack: string, _: Caller): Promise<StateContent> {
    if (this.#options.kept === 'local') {
      const why = 'States are files here: terraform.state is "local"';
      return { readable: false, why, resources: [] };
    }
    const content = await this.#options.store.read(stack);
    if (!content) return { readable: true, resources: [] };
    const state = parse(content);
    const { serial, terraformVersion, unreadable } = state;
    const head = { serial, terraformVersion };
    if (unreadable !== undefined) {
      return { readable: false, why: unreadable, ...head, resources: [] };
    }
    return { readable: true, ...head, resources: presentState(state) };
  }

  /** The newest first. */
  async versions(
    stack: string,
    { limit = 50, cursor }: { limit?: number; cursor?: string },
    _: Caller,
  ): Promise<{ items: StateVersion[]; nextCursor?: string }> {
    const before = cursor ? decodeCursor(cursor, 2) : undefined;
    const { store } = this.#options;
    const rows = await store.page(stack, { limit: limit + 1, before });
    return toPage(rows, limit, row => [row.serial, row.id], presentVersion);
  }

  /** @throws NotFoundError for a version that is not kept */
  async difference(
    stack: string,
    { from, to }: { from: string; to: string },
    _: Caller,
  ): Promise<StateDifference> {
    const states = [
      parse(await this.#contentOf(stack, from)),
      parse(await this.#contentOf(stack, to)),
    ];
    const unreadable = states.find(one => one.unreadable !== undefined);
    if (unreadable) {
      const why = unreadable.unreadable;
      return { readable: false, why, resources: [], outputs: [] };
    }
    return { readable: true, ...compareStates(states[0], states[1]) };
  }

  /**
   * Writes what an older version holds as the newest one; resources stay as they are.
   *
   * @throws ConflictError while the state is locked, and for a version that cannot be written anew
   */
  async restore(
    stack: string,
    id: string,
    reason: string,
    caller: Caller,
  ): Promise<StateVersion> {
    const { store, locks, clock, kept } = this.#options;
    requireInDatabase(kept);
    await this.#requireOwner(stack, caller);
    const old = await this.#find(stack, id);
    const content = await this.#contentOf(stack, id);
    if (old.unreadable !== null) {
      throw new ConflictError(
        `This version cannot be restored here: ${old.unreadable}. Pull it with the program that wrote it, and push it`,
      );
    }
    const at = new Date(clock.now());
    return store.change(stack, async (trx, newest) => {
      // Whoever has it would write over what is restored.
      const lock = await locks.hold(trx, stack);
      if (lock) throw new ConflictError(whyLocked(lock));
      const serial = (newest?.serial ?? old.serial) + 1;
      const lineage = newest?.lineage ?? old.lineage;
      const anew = withHead(content, { serial, lineage });
      const version = {
        ...{ serial, lineage, md5: md5Of(anew), size: anew.length },
        ...{ by: caller.by, run: null, reason, at },
      };
      const packed = await store.pack(anew);
      return presentVersion(
        await store.add(trx, { ...old, ...version }, packed),
      );
    });
  }

  /**
   * Takes the lock away.
   *
   * @param id of the lock that is meant
   * @throws ConflictError for another lock, and for one whose run goes on
   */
  async freeLock(
    stack: string,
    { id }: { id: string; reason: string },
    caller: Caller,
  ): Promise<void> {
    const { locks } = this.#options;
    await this.#requireOwner(stack, caller);
    const lock = await locks.find(stack);
    if (!lock) return;
    if (lock.id !== id) {
      throw new ConflictError(
        `id is "${id}", and the state is locked with "${lock.id}" by ${holderOf(
          lock,
        )}. Look again whose it is`,
      );
    }
    if (lock.run !== null && (await this.#whyLost(lock)) === undefined) {
      throw new ConflictError(
        `Run ${lock.run} holds the lock and goes on. Cancel it: it frees its lock when Terraform has ended`,
      );
    }
    await locks.free(stack, id);
  }

  /** By key, those of which the state is locked. */
  async locksOf(stacks: string[]): Promise<Map<string, StackLock>> {
    const found = await this.#options.locks.list(stacks);
    const shown = found.map(async lock => {
      return [lock.stack, await this.#presentLock(lock)] as const;
    });
    return new Map(await Promise.all(shown));
  }

  /** The newest of a stack; undefined for one that has none. */
  async newest(stack: string): Promise<StateVersion | undefined> {
    const row = (await this.#options.store.newest([stack])).get(stack);
    return row && presentVersion(row);
  }

  async #presentLock(lock: LockRow): Promise<StackLock> {
    return {
      ...{ id: lock.id, holder: holderOf(lock), operation: lock.operation },
      ...(lock.run !== null && { run: lock.run }),
      ...(lock.who !== '' && { from: lock.who }),
      since: lock.since.toISOString(),
      lost: await this.#whyLost(lock),
    };
  }

  /** Why the run that holds a lock will not free it; a person may come back any time. */
  async #whyLost({ run }: LockRow): Promise<string | undefined> {
    if (run === null) return undefined;
    const { runs, places } = this.#options;
    const found = await runs.find(run);
    if (!found) return 'There is no such run any more';
    if (!found.isAlive) return 'Its run has ended without freeing it';
    const place = await runs.placeOf(run);
    return place && places.whyLost(place);
  }

  async #find(stack: string, id: string) {
    const found = isUuid(id)
      ? await this.#options.store.findVersion(stack, id)
      : undefined;
    if (found) return found;
    throw new NotFoundError(
      `The stack "${stack}" has no version "${id}", or it is kept no more`,
    );
  }

  async #contentOf(stack: string, id: string): Promise<Buffer> {
    await this.#find(stack, id);
    return (await this.#options.store.readVersion(stack, id))!;
  }

  async #requireOwner(stack: string, caller: Caller): Promise<void> {
    const { actors, stacks } = this.#options;
    await stacks.requireOwner(stack, await actors.find(caller.credentials));
  }
}

/** Nothing is kept that has no head. */
function parse(content: Buffer): StateFile {
  return readStateFile(content.toString())!;
}

function whyLocked(lock: LockRow): string {
  return `The state is locked by ${holderOf(
    lock,
  )}, who would write over it. Wait until it is free`;
}
