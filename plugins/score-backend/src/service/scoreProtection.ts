import type { ProtectionTable, Question } from '@towpath/backend-kit';
import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import {
  scoreProposePermission,
  scoreProvisionPermission,
  scoreReadPermission,
  scoreSecretReadPermission,
} from '@towpath/plugin-score-common';
import { toRef } from '../model/toRef';
import type { ServicePlaces } from '../places/ServicePlaces';
import type { DefaultScoreService } from './DefaultScoreService';
import { isMadeByTask } from './madeByTask';
import type { ScoreService } from './ScoreService';

const READ = {
  permission: scoreReadPermission,
  eventId: 'score-read',
  severityLevel: 'low',
} as const;

/** Who may call what, and how it is written into the audit log. */
export function scoreProtection(
  service: DefaultScoreService,
  places: ServicePlaces,
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
      permission: async (caller, { plan: id, task }) => {
        const plan = await service.getPlan(id);
        const isOfTask =
          !plan.removes && (await isMadeByTask(task, { caller, plan, places }));
        if (isOfTask) return undefined;
        return {
          permission: scoreProvisionPermission,
          resourceRef: stringifyTargetRef(plan),
        };
      },
      eventId: 'score-provision',
      meta: ({ plan, digest, reason, task }) => ({
        plan,
        digest,
        reason,
        task,
      }),
      outcome: ({ id }) => ({ id }),
    },
    getProvision: { ...READ, meta: id => ({ id }) },
    propose: {
      callers: 'person',
      permission: async (_caller, { service: ref }): Promise<Question> => ({
        permission: scoreProposePermission,
        resourceRef: stringifyTargetRef({
          service: toRef(ref),
          environment: '',
        }),
      }),
      eventId: 'score-propose',
      meta: ({ service: ref, base }) => ({ service: ref, base }),
      outcome: ({ url }) => ({ url }),
    },
    listAskedResources: READ,
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
    listPatches: READ,
    listImports: READ,
  };
}
