import { timingSafeEqual } from 'node:crypto';
import type { Seal } from '@towpath/seal';

const PREFIX = 'run-';

/**
 * Credentials of runs for the state of their stack. They are derived and not stored: whoever has the keys that seal
 * states can say them again, after a restart and in another process too.
 */
export class RunCredentials {
  readonly #seal: Seal;

  constructor(seal: Seal) {
    this.#seal = seal;
  }

  of(run: string, stack: string): { username: string; password: string } {
    const [password] = this.#passwords(run, stack);
    return { username: `${PREFIX}${run}`, password };
  }

  /** Whether it is that of the run, under the current key or an earlier one. */
  isOf(run: string, stack: string, password: string): boolean {
    return this.#passwords(run, stack).some(one => isSame(one, password));
  }

  #passwords(run: string, stack: string): string[] {
    return this.#seal
      .deriveUnderAll(['terraform-run', run, stack])
      .map(one => one.toString('base64url'));
  }
}

/** The run that a name is of; undefined for that of a person. */
export function runNamed(username: string): string | undefined {
  return username.startsWith(PREFIX)
    ? username.slice(PREFIX.length)
    : undefined;
}

/** In a time that tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
