import { InputError } from '@backstage/errors';
import type {
  Caller,
  PolicySubjectsService,
  ProtectionTable,
} from '@towpath/backend-kit';
import {
  policiesReadPermission,
  type PoliciesApi,
  type TrialRequest,
} from '@towpath/plugin-policies-common';
import { listPolicies } from './listPolicies';
import { tryDocument } from './tryDocument';

/** What pages ask, without asking who may. */
export class PoliciesService {
  readonly #subjects: PolicySubjectsService;

  constructor(subjects: PolicySubjectsService) {
    this.#subjects = subjects;
  }

  async list(_caller: Caller): ReturnType<PoliciesApi['list']> {
    const judged = this.#subjects.list();
    return {
      subjects: judged.map(({ subject, variables }) => ({
        name: subject,
        variables: [...variables],
      })),
      policies: await listPolicies(judged),
    };
  }

  /** @throws InputError for what nothing here judges */
  async try(
    { subject, document }: TrialRequest,
    _caller: Caller,
  ): ReturnType<PoliciesApi['try']> {
    const judged = this.#subjects.list();
    const found = judged.find(one => one.subject === subject);
    if (found) return tryDocument(await found.policies.list(), document);
    throw new InputError(
      `subject is "${subject}", which nothing here judges. Use one of ${judged
        .map(one => one.subject)
        .join(', ')}`,
    );
  }
}

/** Who may call what, and how it is written into the audit log. */
export const protection: ProtectionTable<PoliciesService> = {
  list: {
    permission: policiesReadPermission,
    eventId: 'policies-list',
    severityLevel: 'low',
    meta: () => ({}),
  },
  try: {
    permission: policiesReadPermission,
    eventId: 'policies-try',
    severityLevel: 'low',
    meta: ({ subject }) => ({ subject }),
    outcome: ({ effect }) => ({ effect }),
  },
};
