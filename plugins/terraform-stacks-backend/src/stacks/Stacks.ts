import path from 'node:path';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { mayChange, type Actor } from '@towpath/roles';
import type { Stack, Terraform } from '@towpath/terraform';
import { forgetEarlierOwner, readEarlierOwner } from './earlierOwner';
import { readPlace } from './readPlace';
import type { StackRow, StackStore } from './StackStore';

/** What is said of whose a stack is. */
export interface OwnerInput {
  stack: string;
  owner?: string;
  anyOwner?: boolean;
  /** It is handed on to nobody: the owner who is named has it only if it is nobody's. */
  keepsOwner?: boolean;
}

interface Taken {
  owner: string;
  /** It was somebody else's until now. */
  handedOn?: true;
}

interface StacksOptions {
  terraform: Terraform;
  store: StackStore;
  stateDir: string;
  clock: Clock;
  /** Present where states are kept in the database. */
  states?: { forget(key: string): Promise<void> };
}

/** The stacks of this portal: where they are, and whose. */
export class Stacks {
  readonly #options: StacksOptions;
  #place?: string;

  constructor(options: StacksOptions) {
    this.#options = options;
  }

  /** What names the folder of states. It is made when it is first needed: a portal starts without it. */
  get place(): string {
    this.#place ??= readPlace(this.#options.stateDir);
    return this.#place;
  }

  /** Keys of stacks that have something on this disk. */
  keysHere(): string[] {
    return this.#options.terraform.keys();
  }

  /** @throws InputError for a key that cannot be one */
  requireKey(key: string): void {
    this.#options.terraform.requireKey(key);
  }

  /**
   * Whether there is anything of a stack: a note of whose it is, or something on this disk.
   *
   * @throws InputError for a key that cannot be one
   */
  async isKnown(key: string): Promise<boolean> {
    this.requireKey(key);
    return (
      this.keysHere().includes(key) || (await this.#find(key)) !== undefined
    );
  }

  /**
   * @param environment - whose credentials a run has, empty for none; that of what the stack is made of when absent
   * @throws InputError for a key that cannot be one; NotFoundError when there is no Terraform;
   *   ServiceUnavailableError when its state lies where this backend does not reach
   */
  async get(key: string, environment?: string): Promise<Stack> {
    const { terraform, store } = this.#options;
    const pinned = environment ?? (await store.placeOf(key)).environment;
    const stack = await terraform.stack(key, {
      environment: pinned || undefined,
    });
    const row = await this.#find(key);
    if (row?.place && row.place !== this.place) {
      throw new ServiceUnavailableError(
        `The state of the stack "${key}" lies in another folder than that of the backend that was asked. Have all backends use one terraform.stateDir, or run one that does`,
      );
    }
    return stack;
  }

  /**
   * Makes sure that somebody may change a stack. A stack that is nobody's becomes that of the owner who is
   * named, else of the person.
   *
   * @param isDry only says whose it would be
   * @returns whose it is, and whether it was somebody else's until now
   * @throws NotAllowedError that says whose it is, or ConflictError where it was to be new; InputError for an owner that
   *   cannot be one
   */
  async take(input: OwnerInput, actor: Actor, isDry: boolean): Promise<Taken> {
    const { store } = this.#options;
    const wanted = readOwner(input, actor);
    const stack = await this.get(input.stack);
    const found = await this.#find(input.stack);
    if (!found) {
      await refuseUnclaimed(stack, input, actor);
      if (isDry) return { owner: wanted };
    }
    const mine = this.#rowOf(input.stack, wanted, actor.ref);
    const now = found ?? (await store.claim(mine));
    if (input.anyOwner) return { owner: now.owner };
    if (!mayChange(actor, now.owner) && !isMaker(actor, now)) {
      throw input.keepsOwner ? notNew(now) : refusal(input, actor, now);
    }
    if (!input.owner || input.keepsOwner || now.owner === wanted) {
      return { owner: now.owner };
    }
    if (isDry) return { owner: wanted };
    await store.handOn(now.owner, mine);
    return { owner: wanted, handedOn: true };
  }

  /** Full entity reference; undefined for a stack that is nobody's. */
  async ownerOf(key: string): Promise<string | undefined> {
    this.#options.terraform.requireKey(key);
    return (await this.#find(key))?.owner;
  }

  /**
   * @returns whose it is
   * @throws NotFoundError for a stack that is nobody's; NotAllowedError for who is not of its owner
   */
  async requireOwner(key: string, actor: Actor): Promise<string> {
    this.#options.terraform.requireKey(key);
    const found = await this.#find(key);
    if (!found) {
      throw new NotFoundError(`There is no stack "${key}"`);
    }
    if (mayChange(actor, found.owner)) return found.owner;
    throw refusal({ stack: key }, actor, found);
  }

  /**
   * A stack that is nobody's becomes that of this owner, by the word of the catalog. One that holds something whose
   * owner nobody knows stays as it is.
   *
   * @returns whose it is
   */
  async claim(key: string, owner: string, saidBy: string): Promise<string> {
    // The key comes from the catalog, and names a folder.
    this.requireKey(key);
    const found = await this.#find(key);
    if (found) return found.owner;
    const stack = await this.get(key);
    const actor = {
      ref: saidBy,
      ownershipEntityRefs: [],
      isPlatformEngineer: false,
    };
    await refuseUnclaimed(stack, { stack: key }, actor);
    const row = this.#rowOf(key, owner, saidBy);
    return (await this.#options.store.claim(row)).owner;
  }

  /** It is nobody's again, and nothing is left of its state. */
  async release(key: string): Promise<void> {
    forgetEarlierOwner(this.#folderOf(key));
    await this.#options.states?.forget(key);
    await this.#options.store.release(key);
  }

  /** What portals of before kept beside a state is taken over when it is first asked for. */
  async #find(key: string): Promise<StackRow | undefined> {
    const { store } = this.#options;
    const folder = this.#folderOf(key);
    const earlier = readEarlierOwner(folder);
    if (!earlier) return store.find(key);
    const row = await store.claim({
      ...this.#rowOf(key, earlier.owner, earlier.by),
      since: new Date(earlier.since),
      place: this.place,
    });
    forgetEarlierOwner(folder);
    return row;
  }

  #rowOf(key: string, owner: string, saidBy: string): StackRow {
    const since = new Date(this.#options.clock.now());
    const place = this.#options.states ? null : this.place;
    return { key, owner, said_by: saidBy, made_by: saidBy, since, place };
  }

  #folderOf(key: string): string {
    return path.join(this.#options.stateDir, key);
  }
}

/** @throws ConflictError when an approval was for another stack than its caller means */
export function requireSameStack(meant: string | undefined, found: string) {
  if (meant === undefined || meant === found) return;
  throw new ConflictError(
    `stack is "${meant}", and this plan is of the stack "${found}". Plan the stack that is meant`,
  );
}

/** A service, such as Score, changes what it has made, whosoever that is. */
function isMaker({ ref }: Actor, stack: StackRow): boolean {
  return isService(ref) && stack.made_by === ref;
}

/** A person has an entity reference, which has a slash. */
function isService(ref: string): boolean {
  return ref.startsWith('plugin:') && !ref.includes('/');
}

function readOwner({ owner }: OwnerInput, actor: Actor): string {
  if (owner === undefined) return actor.ref;
  const ref = fullRef(owner);
  if (mayChange(actor, ref) || isService(actor.ref)) return ref;
  throw new NotAllowedError(
    `owner is ${ref}, and ${actor.ref} is not of it. Name a team of your own, or ask a platform engineer`,
  );
}

/** @throws InputError for what is no reference */
export function fullRef(owner: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
  } catch {
    throw new InputError(
      `owner is "${owner}", which names nobody. Write it as group:default/<name>`,
    );
  }
}

/** What was made before owners were kept has one that we do not know. */
async function refuseUnclaimed(
  stack: Stack,
  { stack: key, anyOwner }: OwnerInput,
  actor: Actor,
): Promise<void> {
  if (anyOwner || actor.isPlatformEngineer) return;
  if (!(await stack.isInUse())) return;
  throw new NotAllowedError(
    `The stack "${key}" was made before it was noted whose a stack is. A platform engineer says so by running this step once with "owner"`,
  );
}

function refusal(
  { stack }: OwnerInput,
  actor: Actor,
  found: StackRow,
): NotAllowedError {
  return new NotAllowedError(
    `The stack "${stack}" belongs to ${found.owner}, as ${found.said_by} said, and ${actor.ref} is not of it. Ask them to change it, or choose another name`,
  );
}

/** Of two who make one stack at once, the second. */
function notNew({ key, owner }: StackRow): ConflictError {
  return new ConflictError(
    `There is a stack "${key}" already, and it belongs to ${owner}. Give this one another key`,
  );
}
