import { parseEntityRef } from '@backstage/catalog-model';
import type {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import type { ObservationStore } from '../database/ObservationStore';
import type { Observed } from '../model/Observed';
import { ownerOf, type ServicePlaces } from '../places/ServicePlaces';
import type { DriftOutbox } from './DriftOutbox';

/** Has owners told of what drifted. One place is one notification, which the next drift there brings up again. */
export function sendDriftOutbox(
  outbox: DriftOutbox,
  options: {
    notifications: NotificationService;
    observations: ObservationStore;
    places: ServicePlaces;
  },
): void {
  const { notifications, observations, places } = options;
  outbox.on('drift', async place => {
    const drifted = await observations.driftedIn(place);
    const entity = await places.entityForPortal(place.service);
    const owner = entity && ownerOf(entity);
    // Mended already, or nobody's.
    if (drifted.length === 0 || !owner) return;
    await notifications.send(describeDrift(owner, place, drifted));
  });
}

/** What drifted at the same time is told once; the same again, later, is another occurrence. */
const sinceWhen = ({ name, observed }: { name: string; observed: Observed }) =>
  `${name} ${observed.answer?.driftedAt?.toISOString()}`;

function describeDrift(
  owner: string,
  { service, environment }: { service: string; environment: string },
  drifted: { name: string; observed: Observed }[],
): NotificationSendOptions {
  const { kind, namespace, name } = parseEntityRef(service);
  const [first, ...more] = drifted;
  const what =
    more.length === 0 ? `${first.name} is` : `${drifted.length} resources are`;
  const tab = `/catalog/${namespace}/${kind}/${name}/resources`;
  return {
    recipients: { type: 'entity', entityRef: owner },
    payload: {
      title: `${what} not as provided for ${name} in ${environment}`,
      description: drifted.map(inWords).join('. '),
      link: `${tab}?environment=${encodeURIComponent(environment)}`,
      severity: 'high',
      topic: 'drift',
      scope: `drift:${service}@${environment}`,
      metadata: { occurrence: drifted.map(sinceWhen).join() },
    },
  };
}

function inWords({
  name,
  observed: { answer },
}: {
  name: string;
  observed: Observed;
}): string {
  if (answer?.status === 'missing') return `${name}: ${answer.reason}`;
  const fields = answer?.differences.map(({ field }) => field) ?? [];
  return `${name}: ${fields.join(', ')}`;
}
