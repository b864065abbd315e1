import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Run, RunsApi } from '@towpath/plugin-runs-common';
import { runsApiRef } from '../api/runsApiRef';
import { keepRun } from './keepRun';
import { keys } from './keys';

/**
 * Something that a person does to a run. Whatever comes of it, the pages ask again: a refusal often
 * means that what is shown is no longer so.
 */
export function useRunChange<Request = void>(
  change: (api: RunsApi, request: Request) => Promise<Run>,
) {
  const api = useApi(runsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => change(api, request),
    onSuccess: run => keepRun(queries, run),
    onSettled: () => {
      queries.invalidateQueries({ queryKey: keys.all });
    },
  });
}
