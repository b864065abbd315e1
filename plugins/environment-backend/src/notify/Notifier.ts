import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Clock } from '@towpath/clock';
import type { WorkflowEngine } from '@towpath/workflow';
import type { DeliveryRun } from '../promotions/runs';
import { describeNotice } from './describeNotice';
import type { Notice, NoticeStore } from './NoticeStore';

const BATCH = 20;
const TRY_AGAIN_MS = 60_000;
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

interface Options {
  store: NoticeStore;
  engine: WorkflowEngine;
  notifications: NotificationService;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Sends what is due: approvers are asked, and who asked is told the end. The scope of a notification
 * makes a repetition the same one, so one whose outcome is unknown is sent again.
 */
export class Notifier {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async sendDue(): Promise<void> {
    const { store, clock } = this.#options;
    const now = new Date(clock.now());
    const until = new Date(now.getTime() + TRY_AGAIN_MS);
    const due = await store.claim(now, until, BATCH);
    await Promise.all(due.map(notice => this.#send(notice)));
  }

  /** Nothing is sent twice by it: a notice belongs to one moment of a promotion. */
  async forgetOld(): Promise<void> {
    const { store, clock } = this.#options;
    await store.deleteSent(new Date(clock.now() - KEEP_MS));
  }

  async #send(notice: Notice): Promise<void> {
    const { store, notifications, clock, logger } = this.#options;
    try {
      const run = await this.#findRun(notice);
      const message = run && describeNotice(notice.what, run);
      if (message) await notifications.send(message);
      await store.markSent(notice.id, new Date(clock.now()));
    } catch (error) {
      logger.warn(
        `A notification about promotion ${notice.promotion_id} could not be sent; it is tried again in a minute: ${error}`,
      );
    }
  }

  /** Undefined when it was deleted after its retention. */
  async #findRun({ promotion_id: id }: Notice) {
    const { items } = await this.#options.engine.list({ ids: [id], limit: 1 });
    return items[0] as unknown as DeliveryRun | undefined;
  }
}
