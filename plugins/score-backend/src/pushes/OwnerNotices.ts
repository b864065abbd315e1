import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Place } from '../model/ResourceRecord';
import { ownerOf, type ServicePlaces } from '../places/ServicePlaces';
import { oneLine } from './oneLine';

/** What owners are told of. */
interface OwnerNotice extends Place {
  /** Behind the name of the service: "waits in dev". */
  what: string;
  reason: string;
  /** Path of a page in the portal. */
  link: string;
  /** A repetition has the same, and is the same notification. */
  scope: string;
}

/** Tells the owners of services what nobody else would hear of. */
export class OwnerNotices {
  readonly #notifications: NotificationService;
  readonly #places: ServicePlaces;
  readonly #logger: LoggerService;

  constructor(parts: {
    notifications: NotificationService;
    places: ServicePlaces;
    logger: LoggerService;
  }) {
    this.#notifications = parts.notifications;
    this.#places = parts.places;
    this.#logger = parts.logger;
  }

  async send(notice: OwnerNotice): Promise<void> {
    const { service, what, reason, link, scope } = notice;
    const entity = await this.#places.entityForPortal(service);
    const owner = entity && ownerOf(entity);
    const { name } = parseEntityRef(service);
    if (!owner) {
      this.#logger.warn(
        `Nobody is told that ${name} ${what}: nobody owns ${service}. ${reason}`,
      );
      return;
    }
    await this.#notifications.send({
      recipients: { type: 'entity', entityRef: owner },
      payload: {
        title: `${entity.metadata.title ?? name} ${what}`,
        description: oneLine(reason),
        ...{ link, scope, topic: 'provisioning', severity: 'high' },
      },
    });
  }
}
