import type { BackstageServicePrincipal } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Caller, ProtectionTable } from '@towpath/backend-kit';
import type { DeliveryService } from './DeliveryService';

/** As the tokens name the environment plugin that it signs with its own key. */
const ENVIRONMENT = 'plugin:environment';

/** It has asked the person and the gates: who may promote has what the promotion needs provided. */
export const deliveryProtection: ProtectionTable<DeliveryService> = {
  plan: {
    permission: requireEnvironment,
    eventId: 'score-delivery-plan',
    severityLevel: 'low',
    meta: ({ service, environment, version, promotion }) => ({
      ...{ service, environment, version, promotion },
    }),
    outcome: ({ digest, whyNot }) => ({ digest, whyNot }),
  },
  provide: {
    permission: requireEnvironment,
    eventId: 'score-delivery-provide',
    meta: ({ promotion, service, environment, version, digest }) => ({
      ...{ promotion, service, environment, version, digest },
    }),
    outcome: ({ state, reason }) => ({ state, reason }),
  },
  giveUp: {
    permission: requireEnvironment,
    eventId: 'score-delivery-give-up',
    meta: promotion => ({ promotion }),
  },
};

function requireEnvironment({ credentials }: Caller): undefined {
  const { type, subject } =
    credentials.principal as Partial<BackstageServicePrincipal>;
  if (type === 'service' && subject === ENVIRONMENT) return undefined;
  throw new NotAllowedError(
    'Only a promotion may ask this. Plan and provide in the Resources tab, or promote a version',
  );
}
