import type {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { Outbox, type OutboxOptions } from '@towpath/backend-kit';
import type { Knex } from 'knex';
import type { DriftRow, DriftStore } from '../stacks/DriftStore';
import type { StackStore } from '../stacks/StackStore';

type DriftTopics = { 'stack-drift': { stack: string; digest: string } };

interface NoticesOptions extends OutboxOptions {
  notifications: NotificationService;
  store: StackStore;
  drifts: DriftStore;
}

/** Has owners told of what was changed outside of Terraform, once for each difference. */
export class DriftNotices {
  readonly #outbox: Outbox<DriftTopics>;

  constructor(options: NoticesOptions) {
    const { notifications, store, drifts } = options;
    this.#outbox = new Outbox(options);
    this.#outbox.on('stack-drift', async ({ stack, digest }, { key }) => {
      const [row, drift] = await Promise.all([
        store.find(stack),
        drifts.find(stack),
      ]);
      // Mended already, or another difference by now, of which there is a notice of its own.
      if (!row || drift?.digest !== digest) return;
      await notifications.send(describe(row.owner, drift, key));
    });
  }

  /** Owners are to be told, if that is still so when it is sent. */
  add(
    { stack, digest, at }: { stack: string; digest: string; at: Date },
    trx: Knex.Transaction,
  ): Promise<void> {
    const key = `${stack} ${digest} ${at.toISOString()}`;
    return this.#outbox.add(
      'stack-drift',
      { key, payload: { stack, digest } },
      trx,
    );
  }

  sendDue(): Promise<void> {
    return this.#outbox.sendDue();
  }

  forgetOld(): Promise<void> {
    return this.#outbox.forgetOld();
  }
}

function describe(
  owner: string,
  { key: stack, why }: DriftRow,
  occurrence: string,
): NotificationSendOptions {
  return {
    recipients: { type: 'entity', entityRef: owner },
    payload: {
      title: `The stack ${stack} was changed outside of Terraform`,
      description: `${
        why ?? ''
      }. Mend it with a change, or take over what was changed`,
      link: `/terraform-stacks/${encodeURIComponent(stack)}`,
      severity: 'high',
      topic: 'drift',
      scope: `drift:stack:${stack}`,
      metadata: { occurrence },
    },
  };
}
