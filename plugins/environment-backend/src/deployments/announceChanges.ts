import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';

/** The channel on which pages hear that deployments changed. */
const DEPLOYMENTS_CHANNEL = 'environment:deployments';

// Who shows more than that many asks for everything again.
const MOST_NAMED = 50;

/** Tells pages of who may read deployments which services changed; `services` is absent when there are many, or any may have. */
export async function announceChanges(
  signals: SignalsService,
  logger: LoggerService,
  services: string[] | 'any',
): Promise<void> {
  const isNamed = services !== 'any' && services.length <= MOST_NAMED;
  try {
    await signals.publish({
      recipients: { type: 'broadcast' },
      channel: DEPLOYMENTS_CHANNEL,
      message: isNamed ? { services } : {},
    });
  } catch (error) {
    // Pages ask again by themselves, only later.
    logger.debug(`Pages could not be told of a change: ${error}`);
  }
}
