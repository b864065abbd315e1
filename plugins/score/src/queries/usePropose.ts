import { useApi } from '@backstage/core-plugin-api';
import { useMutation } from '@tanstack/react-query';
import type { ProposalRequest } from '@towpath/plugin-score-common';
import { scoreApiRef } from '../api/scoreApiRef';

/** Has a pull request opened that changes a Score file. */
export function usePropose() {
  const api = useApi(scoreApiRef);
  return useMutation({
    mutationFn: (request: ProposalRequest) => api.propose(request),
  });
}
