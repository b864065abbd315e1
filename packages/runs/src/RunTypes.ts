import { ConflictError, InputError } from '@backstage/errors';
import type { RunsService } from './runsServiceRef';
import type { RunType } from './RunType';

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** The kinds that were registered in this backend. */
export class RunTypes implements RunsService {
  readonly #types = new Map<string, RunType>();

  register(type: RunType): void {
    const { kind, title } = type;
    if (!NAME.test(kind)) {
      throw new InputError(
        `kind "${kind}" of a run has to be of lower-case letters, digits and hyphens, at most 63, such as "promotion"`,
      );
    }
    const taken = this.#types.get(kind);
    if (taken) {
      throw new ConflictError(
        `Two plugins register the kind of run "${kind}": "${taken.title}" and "${title}". Give one of them another name`,
      );
    }
    this.#types.set(kind, type);
  }

  list(): RunType[] {
    return [...this.#types.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  }
}
