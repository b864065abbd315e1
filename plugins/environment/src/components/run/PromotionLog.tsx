import type { Promotion } from '@towpath/plugin-environment-common';
import { LiveLog, SectionCard } from '@towpath/ui';
import { usePromotionLog } from '../../queries/usePromotionLog';

/** What a promotion has to say for itself, as it says it. */
export function PromotionLog({ promotion }: { promotion: Promotion }) {
  const { id, status } = promotion;
  const { lines, state } = usePromotionLog(id, status === 'running');
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
