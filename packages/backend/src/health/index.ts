import {
  coreServices,
  createServiceFactory,
  type RootHealthService,
  type RootLifecycleService,
} from '@backstage/backend-plugin-api';
import {
  healthNotesServiceRef,
  type HealthNotesService,
} from '@towpath/backend-kit';

type State = 'starting' | 'up' | 'stopping';

const WHY_NOT = {
  starting: 'The portal has not started yet',
  stopping: 'The portal is stopping',
};

/** Backstage's own answers, with notes of what goes on in a lesser way. Notes make nothing unready. */
class NotedHealth implements RootHealthService {
  readonly #notes: HealthNotesService;
  #state: State = 'starting';

  constructor(lifecycle: RootLifecycleService, notes: HealthNotesService) {
    this.#notes = notes;
    lifecycle.addStartupHook(() => {
      this.#state = 'up';
    });
    lifecycle.addBeforeShutdownHook(() => {
      this.#state = 'stopping';
    });
  }

  async getLiveness() {
    return { status: 200, payload: { status: 'ok' } };
  }

  async getReadiness() {
    if (this.#state !== 'up') {
      const message = WHY_NOT[this.#state];
      return { status: 503, payload: { status: 'error', message } };
    }
    const notes = await this.#notes.list();
    return {
      status: 200,
      payload: { status: 'ok', ...(notes.length > 0 && { notes }) },
    };
  }
}

export default createServiceFactory({
  service: coreServices.rootHealth,
  deps: {
    lifecycle: coreServices.rootLifecycle,
    notes: healthNotesServiceRef,
  },
  factory: ({ lifecycle, notes }) => new NotedHealth(lifecycle, notes),
});
