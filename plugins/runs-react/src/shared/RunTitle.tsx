import type { Run } from '@towpath/plugin-runs-common';
import { useRunParts } from '../kinds/useRunView';

/** What a run does, in a few words, as its kind says it. */
export function RunTitle({ run }: { run: Run }) {
  const { Title } = useRunParts(run.kind).data ?? {};
  return Title ? <Title run={run} /> : <>{run.title}</>;
}
