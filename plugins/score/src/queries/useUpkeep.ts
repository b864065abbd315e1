import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HandOverRequest, ScoreApi } from '@towpath/plugin-score-common';
import { createKey } from '@towpath/ui';
import { useState } from 'react';
import { scoreApiRef } from '../api/scoreApiRef';
import type { UpkeepWork } from '../lib/upkeep';
import { keys } from './keys';

const METHODS = {
  rotate: 'rotateSecrets',
  restore: 'restoreCopy',
  remove: 'removeCopy',
} as const satisfies Record<UpkeepWork['does'], keyof ScoreApi>;

/** Has something done with one resource, for a reason. However often it is sent, one run comes of it. */
export function useUpkeep(work: UpkeepWork['does'], resource: string) {
  const api = useApi(scoreApiRef);
  const queries = useQueryClient();
  const [idempotencyKey] = useState(createKey);
  return useMutation({
    mutationFn: (reason: string) =>
      api[METHODS[work]](resource, { reason }, { idempotencyKey }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.services }),
  });
}

/** Gives a resource to a service that uses it. However often it is sent, one run comes of it. */
export function useHandOver(resource: string) {
  const api = useApi(scoreApiRef);
  const queries = useQueryClient();
  const [idempotencyKey] = useState(createKey);
  return useMutation({
    mutationFn: (request: HandOverRequest) =>
      api.handOver(resource, request, { idempotencyKey }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.services }),
  });
}
