import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { PeopleService } from './PeopleService';

/** Where who makes people is found by who needs some, in one backend. */
export interface PeopleDoor {
  /**
   * Says who makes people; the catalog's module does so while it starts.
   *
   * @throws ConflictError when another one does already
   */
  provide(people: PeopleService): void;
  /** @throws ServiceUnavailableError where nobody does, or not yet */
  get(): PeopleService;
}

class OnePeopleDoor implements PeopleDoor {
  #people?: PeopleService;

  provide(people: PeopleService): void {
    if (this.#people) {
      throw new ConflictError('Two modules make people. Only one of them can');
    }
    this.#people = people;
  }

  get(): PeopleService {
    if (this.#people) return this.#people;
    throw new ServiceUnavailableError(
      'Nobody makes people in this backend. Add @towpath/plugin-catalog-backend-module-people to it; while it starts, try again in a moment',
    );
  }
}

export const peopleServiceRef = createServiceRef<PeopleDoor>({
  id: 'towpath.people',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new OnePeopleDoor(),
    }),
});
