import type { Protection, ProtectionTable } from '@towpath/backend-kit';
import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import {
  scoreCopyDeletePermission,
  scoreResourceUpdatePermission,
  scoreSecretResealPermission,
} from '@towpath/plugin-score-common';
import type { DefaultUpkeepService } from './DefaultUpkeepService';
import type { BegunUpkeep, UpkeepService } from './UpkeepService';

/** Who may call what, and how it is written into the audit log. */
export function upkeepProtection(
  service: DefaultUpkeepService,
): ProtectionTable<UpkeepService> {
  const of = (
    permission: typeof scoreResourceUpdatePermission,
    eventId: string,
  ): Protection<Parameters<UpkeepService['rotate']>, BegunUpkeep> => ({
    callers: 'person',
    permission: async (_caller, id) => ({
      permission,
      resourceRef: stringifyTargetRef(await service.resource(id)),
    }),
    eventId,
    severityLevel: 'high',
    meta: (id, { reason }) => ({ id, reason }),
    outcome: ({ id }) => ({ run: id }),
  });
  return {
    rotate: of(scoreResourceUpdatePermission, 'score-secrets-rotate'),
    restore: of(scoreResourceUpdatePermission, 'score-copy-restore'),
    handOver: {
      ...of(scoreResourceUpdatePermission, 'score-resource-hand-over'),
      meta: (id, { to, reason }) => ({ id, to, reason }),
    },
    reseal: {
      permission: scoreSecretResealPermission,
      callers: 'person',
      eventId: 'score-secrets-reseal',
      severityLevel: 'high',
      outcome: ({ key, resealed, proven, left }) => ({
        ...{ key, resealed, proven, left: left.length },
      }),
    },
    removeCopy: of(scoreCopyDeletePermission, 'score-copy-remove'),
  };
}
