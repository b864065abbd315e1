import type { ProtectionTable, Question } from '@towpath/backend-kit';
import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import {
  scoreProvisionPermission,
  scoreReadPermission,
  scoreSecretReadPermission,
} from '@towpath/plugin-score-common';
import { toRef } from '../model/toRef';
import type { DefaultScoreService } from './DefaultScoreService';
import type { ScoreService } from './ScoreService';

const READ = {
  permission: scoreReadPermission,
  eventId: 'score-read',
  severityLevel: 'low',
} as const;

/** Who may call what, and how it is written into the audit log. */
export function scoreProtection(
  service: DefaultScoreService,
): ProtectionTable<ScoreService> {
  return {
    validate: { ...READ, eventId: 'score-validate' },
    render: { ...READ, eventId: 'score-render' },
    getService: { ...READ, meta: ref => ({ service: ref }) },
    addResource: {
      callers: 'person',
      permission: (_caller, ref, { environment }): Question => ({
        permission: scoreProvisionPermission,
        resourceRef: stringifyTargetRef({ service: toRef(ref), environment }),
      }),
      eventId: 'score-add-resource',
      meta: (ref, { environment, name, type }) => ({
        ...{ service: ref, environment, name, type },
      }),
      outcome: ({ changed, commit }) => ({ changed, commit }),
    },
    plan: {
      ...READ,
      eventId: 'score-plan',
      meta: ({ service: ref, environment }) => ({ service: ref, environment }),
      outcome: ({ id, digest, whyNot }) => ({ id, digest, whyNot }),
    },
    getPlan: { ...READ, meta: id => ({ id }) },
    provision: {
      callers: { service: scoreProvisionPermission },
      permission: async (_caller, { plan }): Promise<Question> => ({
        permission: scoreProvisionPermission,
        resourceRef: stringifyTargetRef(await service.getPlan(plan)),
      }),
      eventId: 'score-provision',
      meta: ({ plan, digest, reason }) => ({ plan, digest, reason }),
      outcome: ({ id }) => ({ id }),
    },
    getProvision: { ...READ, meta: id => ({ id }) },
    listResources: { ...READ, meta: ({ service: ref }) => ({ service: ref }) },
    revealSecret: {
      callers: 'person',
      permission: async (_caller, id): Promise<Question> => ({
        permission: scoreSecretReadPermission,
        resourceRef: stringifyTargetRef(await service.resource(id)),
      }),
      eventId: 'score-secret-reveal',
      severityLevel: 'high',
      meta: (id, output) => ({ id, output }),
    },
    explain: {
      ...READ,
      meta: ({ service: ref, environment, type }) => ({
        ...{ service: ref, environment, type },
      }),
    },
    listResourceTypes: READ,
  };
}
