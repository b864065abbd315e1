import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/**
 * What goes on in a lesser way, in a sentence; undefined while all is well. Whoever reaches the portal can read it: it
 * names no file, nobody, and nothing that a file says.
 */
export type HealthNote = () => Promise<string | undefined>;

/**
 * Says how many files of the platform are not understood; undefined for none.
 *
 * @param what - they hold: `policies`.
 * @param page - that tells which, and why.
 */
export function noteBrokenFiles(
  what: string,
  files: { file: string }[],
  page: string,
): string | undefined {
  const broken = new Set(files.map(({ file }) => file));
  if (broken.size === 0) return undefined;
  return `Files of ${what} that are not understood: ${broken.size}. What they said before holds, as the page ${page} tells`;
}

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
