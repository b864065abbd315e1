import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { RunTypes } from './RunTypes';
import type { RunType } from './RunType';

/** The kinds of runs of all plugins of one backend. */
export interface RunsService {
  /**
   * Adds a kind; a plugin does so while it starts.
   *
   * @throws InputError for a name that is none, ConflictError for one that is taken
   */
  register(type: RunType): void;
  /** By name. */
  list(): RunType[];
}

/** Where a plugin registers its kind of run, so that it is in the list, the inbox and on the page of all runs. */
export const runsServiceRef = createServiceRef<RunsService>({
  id: 'towpath.runs',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new RunTypes(),
    }),
});
