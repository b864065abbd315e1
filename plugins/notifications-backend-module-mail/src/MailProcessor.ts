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
  type NotificationSendOptions,
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
  async postProcess(
    notification: Notification,
    { payload }: NotificationSendOptions,
  ): Promise<void> {
    const { logger } = this.#options;
    // What is for everybody is read in the portal.
    if (!notification.user) return;
    try {
      await this.#write(notification.user, notification, payload.metadata);
    } catch (error) {
      logger.warn(
        `No letter was written to ${notification.user} about the notification ${notification.id}: ${error}`,
      );
    }
  }

  async #write(
    user: string,
    notification: Notification,
    // What the portal keeps of a notification is without it.
    metadata: NotificationSendOptions['payload']['metadata'],
  ): Promise<void> {
    const { mailer, templates, logger } = this.#options;
    const profile = await this.#profileOf(user);
    if (!profile?.email) return;
    const delivery = await mailer.send({
      to: profile.email,
      id: idOf(notification, metadata?.occurrence),
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

const digestOf = (text: string) =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * Tells a letter from others. A notification of a scope stays the same one when it is sent again; whether that is a retry or
 * on purpose, its sender alone knows, and says by the occurrence. Of who says nothing, the same words on the same day, by
 * UTC, are one letter.
 */
function idOf(
  { id, created, updated, payload }: Notification,
  occurrence: unknown,
): string {
  const day = new Date(updated ?? created).toISOString().slice(0, 10);
  const { title, description, link } = payload;
  const what = [title, description, link, occurrence ?? day];
  return `${id}/${digestOf(JSON.stringify(what))}`;
}
