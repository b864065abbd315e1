import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { WorkflowEngine } from '@towpath/workflow';
import type { HeldInput, HeldState } from '../model/runs';
import { describeNotice } from './describeNotice';
import type { GateOutbox } from './GateOutbox';

/** Has notices sent as notifications of the portal. */
export function sendNotices(
  outbox: GateOutbox,
  parts: { engine: WorkflowEngine; notifications: NotificationService },
): void {
  const { engine, notifications } = parts;
  outbox.on('notice', async ({ id, what }, { key }) => {
    const { items } = await engine.list<HeldInput, HeldState>({
      ids: [id],
      limit: 1,
    });
    // There is none when it was deleted after its retention.
    const message = items[0] && describeNotice(what, items[0], key);
    if (message) await notifications.send(message);
  });
}
