import { useApi } from '@backstage/core-plugin-api';
import { useMutation } from '@tanstack/react-query';
import { scoreApiRef } from '../api/scoreApiRef';

/** Reads one secret output when it is asked to, and forgets it when it is reset or gone from the page. */
export function useSecret(resource: string, output: string) {
  const api = useApi(scoreApiRef);
  return useMutation({
    mutationFn: () => api.revealSecret(resource, output),
    // What was shown once is nowhere in the memory of the page.
    gcTime: 0,
  });
}
