import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { DriftLooks } from './DriftLooks';
import type { DriftNotices } from './DriftNotices';

/** Looks and tells, again and again. */
export async function scheduleDrift(
  scheduler: SchedulerService,
  { looks, notices }: { looks: DriftLooks; notices: DriftNotices },
): Promise<void> {
  const often = { frequency: { seconds: 30 }, timeout: { minutes: 5 } };
  await scheduler.scheduleTask({
    ...often,
    id: 'look-for-drift',
    // States may lie where one backend alone reaches them; what one has taken no other takes.
    scope: 'local',
    fn: () => looks.begin(),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'drift-notices',
    scope: 'global',
    fn: () => notices.sendDue(),
  });
  await scheduler.scheduleTask({
    id: 'old-drift-notices',
    frequency: { days: 1 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: () => notices.forgetOld(),
  });
}
