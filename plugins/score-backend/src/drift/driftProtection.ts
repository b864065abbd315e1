import type { ProtectionTable, Question } from '@towpath/backend-kit';
import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import {
  scoreReadPermission,
  scoreResourceUpdatePermission,
} from '@towpath/plugin-score-common';
import type { DefaultDriftService } from './DefaultDriftService';
import type { DriftService } from './DriftService';

/** Who may call what, and how it is written into the audit log. */
export function driftProtection(
  service: DefaultDriftService,
): ProtectionTable<DriftService> {
  return {
    look: {
      permission: scoreReadPermission,
      eventId: 'score-look',
      severityLevel: 'low',
      meta: ({ service: ref, environment, resource }) => ({
        ...{ service: ref, environment, resource },
      }),
    },
    accept: {
      callers: 'person',
      permission: async (_caller, id): Promise<Question> => ({
        permission: scoreResourceUpdatePermission,
        resourceRef: stringifyTargetRef(await service.resource(id)),
      }),
      eventId: 'score-drift-accept',
      severityLevel: 'high',
      meta: (id, { digest, reason }) => ({ id, digest, reason }),
    },
  };
}
