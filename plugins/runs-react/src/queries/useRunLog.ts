import { useApi } from '@backstage/core-plugin-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RunLog, RunsApi } from '@towpath/plugin-runs-common';
import type { LogState } from '@towpath/ui';
import { runsApiRef } from '../api/runsApiRef';
import { keys } from './keys';

const WHILE_RUNNING_MS = 1_000;
const WHILE_WAITING_MS = 5_000;
const LINES_AT_ONCE = 1_000;

async function readOn(
  api: RunsApi,
  id: string,
  known: RunLog['lines'],
): Promise<RunLog> {
  const after = known[known.length - 1]?.seq ?? 0;
  const { lines, ended } = await api.getLog(id, {
    after,
    limit: LINES_AT_ONCE,
  });
  const all = lines.length === 0 ? known : [...known, ...lines];
  return lines.length === LINES_AT_ONCE
    ? readOn(api, id, all)
    : { lines: all, ended };
}

/**
 * The log of a run. Only lines that are not known yet are asked for: every second while
 * it runs, now and then while it waits, and when a signal says that there is something.
 *
 * @param running - a step runs at this moment.
 */
export function useRunLog(id: string, running: boolean) {
  const api = useApi(runsApiRef);
  const queries = useQueryClient();
  const queryKey = keys.log(id);
  const log = useQuery({
    queryKey,
    queryFn: () =>
      readOn(api, id, queries.getQueryData<RunLog>(queryKey)?.lines ?? []),
    refetchInterval: ({ state }) => {
      if (state.data?.ended) return false;
      return running ? WHILE_RUNNING_MS : WHILE_WAITING_MS;
    },
    // The lines that are known are passed on as they are; comparing thousands is for nothing.
    structuralSharing: false,
  });
  const lost = log.isError || log.failureCount > 0;
  const open: LogState = lost ? 'reconnecting' : 'live';
  const state: LogState = log.data?.ended ? 'ended' : open;
  return { lines: log.data?.lines ?? [], state };
}
