import { createHash } from 'node:crypto';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { UserEntity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  Notification,
  NotificationSeverity,
} from '@backstage/plugin-notifications-common';
import {
  resolveNotificationLink,
  type NotificationProcessor,
} from '@backstage/plugin-notifications-node';
import type { Delivery, Mailer, MailTemplates } from '@towpath/mail';

export interface MailProcessorOptions {
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  mailer: Mailer;
  templates: MailTemplates;
  /** Those below it stay in the portal. */
  severity: NotificationSeverity;
  portalUrl: string;
}

/** Of what became of a letter, the part that somebody has to hear of. */
const NOT_HEARD: Partial<Record<Delivery['outcome'], string>> = {
  refused: 'was refused',
  'not-sent': 'was not sent',
  unknown: 'may have been sent or not',
};

/**
 * Writes a letter to each person who is notified. It is sent once: what a letter is about stands in the portal, whatever
 * becomes of it.
 */
export class MailProcessor implements NotificationProcessor {
  readonly #options: MailProcessorOptions;

  constructor(options: MailProcessorOptions) {
    this.#options = options;
  }

  /** As people find it in their settings, where they can leave it out. */
  getName(): string {
    return 'Mail';
  }

  getNotificationFilters() {
    return { minSeverity: this.#options.severity };
  }

  /** Never fails: a notification that is in the portal is not to be sent there again because of a letter. */
  async postProcess(notification: Notification): Promise<void> {
    const { logger } = this.#options;
    // What is for everybody is read in the portal.
    if (!notification.user) return;
    try {
      await this.#write(notification.user, notification);
    } catch (error) {
      logger.warn(
        `No letter was written to ${notification.user} about the notification ${notification.id}: ${error}`,
      );
    }
  }

  async #write(user: string, notification: Notification): Promise<void> {
    const { mailer, templates, logger } = this.#options;
    const profile = await this.#profileOf(user);
    if (!profile?.email) return;
    const delivery = await mailer.send({
      to: profile.email,
      id: `${notification.id}/${digestOf(notification)}`,
      ...templates.render(
        'notification',
        this.#valuesOf(notification, profile),
      ),
    });
    const words = NOT_HEARD[delivery.outcome];
    if (!words) return;
    logger.warn(
      `The letter to ${user} about the notification ${notification.id} ${words}: ${delivery.words}`,
    );
  }

  async #profileOf(user: string) {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const entity = await catalog.getEntityByRef(user, { credentials });
    const { profile } = (entity as UserEntity | undefined)?.spec ?? {};
    return profile && { ...profile, name: profile.displayName ?? '' };
  }

  #valuesOf({ payload }: Notification, { name }: { name: string }) {
    const { portalUrl } = this.#options;
    const { title, description = '', link } = payload;
    return {
      ...{ name, title, description },
      link: resolveNotificationLink(link, portalUrl) ?? portalUrl,
      settings: `${portalUrl}/settings/notifications`,
    };
  }
}

/**
 * What the letter says. A notification of a scope stays the same one when it is sent again: with the same words that is
 * the same letter, and with others another one.
 */
function digestOf({ payload }: Notification): string {
  const { title, description, link } = payload;
  return createHash('sha256')
    .update(JSON.stringify([title, description, link]))
    .digest('hex')
    .slice(0, 16);
}
