import type { QueryClient } from '@tanstack/react-query';
import type { Run } from '@towpath/plugin-runs-common';
import { keys } from './keys';

/** Has the page of a run that has just begun show it at once. */
export function keepRun(queries: QueryClient, run: Run): void {
  queries.setQueryData(keys.one(run.id), run);
}
