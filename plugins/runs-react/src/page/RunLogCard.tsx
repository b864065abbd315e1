import type { Run } from '@towpath/plugin-runs-common';
import { LiveLog, SectionCard } from '@towpath/ui';
import { useRunLog } from '../queries/useRunLog';

/** What a run has to say for itself, as it says it. */
export function RunLogCard({ run }: { run: Run }) {
  const { id, status } = run;
  const { lines, state } = useRunLog(id, status === 'running');
  return (
    <SectionCard title="Log">
      <LiveLog
        label="Log"
        lines={lines}
        state={state}
        empty={
          status === 'awaiting-approval'
            ? 'It begins when it is approved.'
            : 'No line yet.'
        }
      />
    </SectionCard>
  );
}
