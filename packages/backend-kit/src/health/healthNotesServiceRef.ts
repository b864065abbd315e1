import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/**
 * What goes on in a lesser way, in a sentence; undefined while all is well. Whoever reaches the portal can read it: it
 * names no file, nobody, and nothing that a file says.
 */
export type HealthNote = () => Promise<string | undefined>;

/** What whoever watches the portal is told beside that it works. */
export interface HealthNotesService {
  add(note: HealthNote): void;
  list(): Promise<string[]>;
}

class HealthNotes implements HealthNotesService {
  readonly #notes: HealthNote[] = [];

  add(note: HealthNote): void {
    this.#notes.push(note);
  }

  async list(): Promise<string[]> {
    const looked = await Promise.allSettled(this.#notes.map(note => note()));
    return looked.flatMap(one =>
      one.status === 'fulfilled'
        ? one.value ?? []
        : 'Something could not be looked at',
    );
  }
}

/** Where a plugin says what goes on in a lesser way: a file of the platform that is not understood. */
export const healthNotesServiceRef = createServiceRef<HealthNotesService>({
  id: 'towpath.healthNotes',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new HealthNotes(),
    }),
});
