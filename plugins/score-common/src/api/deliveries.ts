import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { BodyOf } from './client';
import type { components, paths } from './generated/schema';

type Schemas = components['schemas'];

/** What a version needs in an environment, for its promotion. */
export type DeliveryPlan = Schemas['DeliveryPlan'];
/** How far what a promotion needs is provided. */
export type DeliveryState = Schemas['DeliveryState'];
export type DeliveryPlanRequest = BodyOf<'/deliveries/plans'>;
export type DeliveryRequest = BodyOf<'/deliveries'>;

interface Options {
  signal?: AbortSignal;
}

export type ScoreDeliveryApi = ReturnType<typeof createScoreDeliveryApi>;

/** What promotions ask of the plugin; it answers the environment plugin alone. Every method throws a ResponseError. */
export function createScoreDeliveryApi(options: ApiClientOptions) {
  const { POST: post } = createApiClient<paths>('score', options);
  return {
    plan: (body: DeliveryPlanRequest, { signal }: Options = {}) =>
      unwrap(post('/deliveries/plans', { body, signal })),
    provide: (body: DeliveryRequest, { signal }: Options = {}) =>
      unwrap(post('/deliveries', { body, signal })),
    giveUp: async (promotion: string): Promise<void> => {
      await post('/deliveries/{id}/give-up', {
        params: { path: { id: promotion } },
      });
    },
  };
}
