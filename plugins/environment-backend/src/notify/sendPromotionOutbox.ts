import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { GitRepositories } from '@towpath/gitops';
import type { WorkflowEngine } from '@towpath/workflow';
import { asDelivery } from '../model/runs';
import { describeNotice } from './describeNotice';
import type { DeliveryStrategies } from '../planning/DeliveryStrategies';
import type { PromotionOutbox } from './PromotionOutbox';

interface Options {
  engine: WorkflowEngine;
  notifications: NotificationService;
  repositories: GitRepositories;
  strategies: DeliveryStrategies;
  logger: LoggerService;
}

/**
 * Has notifications sent, and pull requests closed that nobody waits for. The scope of a notification
 * makes a repetition the same one.
 */
export function sendPromotionOutbox(
  outbox: PromotionOutbox,
  { engine, notifications, repositories, strategies, logger }: Options,
): void {
  outbox.on('notification', async ({ promotionId: id, what }) => {
    const { items } = await engine.list({ ids: [id], limit: 1 });
    // There is none when it was deleted after its retention.
    const message = items[0] && describeNotice(what, asDelivery(items[0]));
    if (message) await notifications.send(message);
  });
  outbox.on('stop-providing', async ({ promotionId, strategy }) => {
    await strategies.find(strategy)?.giveUp(promotionId);
  });
  outbox.on('close-pull-request', async ({ repository, number }) => {
    try {
      await repositories.open({ url: repository }).closePullRequest(number);
    } catch (error) {
      if (!isFinal(error)) throw error;
      logger.warn(
        `Pull request #${number} of ${repository} is left as it is: ${error}`,
      );
    }
  });
}

/** It is merged or gone: trying again would end the same way. */
function isFinal(error: unknown): boolean {
  const names = ['ConflictError', 'NotFoundError', 'InputError'];
  return isError(error) && names.includes(error.name);
}
