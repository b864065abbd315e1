import { serviceName } from './trialPlatform.ts';

/** Of each three services one has a database, one may use it, and one has to ask. */
const PARTS = ['owner', 'named', 'asks'] as const;

/** The part of a service in the sharing of a database. */
export interface Share {
  /** The id by which all three ask for it. */
  id: string;
  part: (typeof PARTS)[number];
  /** Names of the services that may use what this one has; of the owner alone. */
  users: string[];
}

/** Undefined for one that shares nothing: the last ones, which are no three. */
export function shareOf(index: number, services: number): Share | undefined {
  const first = index - (index % PARTS.length);
  if (first + PARTS.length > services) return undefined;
  const part = PARTS[index % PARTS.length];
  const users = [first + 1, first + 2].map(serviceName);
  return {
    id: `books-${serviceName(first)}`,
    part,
    users: part === 'owner' ? users : [],
  };
}

/** Names of the services that the platform names, so that they need nobody's leave. */
export const namedServices = (services: number): string[] =>
  Array.from({ length: services }, (_, index) => index)
    .filter(index => shareOf(index, services)?.part === 'named')
    .map(serviceName);

/** Any number of changes at a time, or one that is alone. */
export class Door {
  #alone: Promise<unknown> = Promise.resolve();
  readonly #inside = new Set<Promise<unknown>>();

  async together<T>(change: () => Promise<T>): Promise<T> {
    for (let last; last !== this.#alone; ) {
      last = this.#alone;
      await last;
    }
    return this.#enter(change());
  }

  alone<T>(change: () => Promise<T>): Promise<T> {
    const before = this.#alone;
    const turn = before
      .then(() => Promise.allSettled(this.#inside))
      .then(change);
    this.#alone = turn.catch(() => undefined);
    return turn;
  }

  async #enter<T>(change: Promise<T>): Promise<T> {
    this.#inside.add(change);
    try {
      return await change;
    } finally {
      this.#inside.delete(change);
    }
  }
}
