import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { PolicyFolder } from './PolicyFolder';
import type { PolicyHits } from './PolicyHits';
import type { PolicySubject } from './subjects';

class PolicySubjects implements PolicySubjectsService {
  readonly #subjects = new Map<string, JudgedSubject>();

  register(subject: JudgedSubject): void {
    const name = subject.subject;
    if (this.#subjects.has(name)) {
      throw new ConflictError(
        `Two plugins judge "${name}" by policies. Only one of them can`,
      );
    }
    this.#subjects.set(name, subject);
  }

  list(): JudgedSubject[] {
    return [...this.#subjects.values()].sort((a, b) =>
      a.subject < b.subject ? -1 : 1,
    );
  }
}

/** Who judges something by policies, and what rules about it can ask about. */
export interface JudgedSubject {
  subject: PolicySubject;
  variables: readonly string[];
  policies: PolicyFolder;
  hits: PolicyHits;
}

/** All that is judged by policies in one backend. */
export interface PolicySubjectsService {
  /**
   * Adds what a plugin judges, while it starts.
   *
   * @throws ConflictError for what another one judges already
   */
  register(subject: JudgedSubject): void;
  /** By name. */
  list(): JudgedSubject[];
}

/** Where a plugin says what it judges by policies, so that the page of all policies knows. */
export const policySubjectsServiceRef = createServiceRef<PolicySubjectsService>(
  {
    id: 'towpath.policySubjects',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {},
        factory: () => new PolicySubjects(),
      }),
  },
);
