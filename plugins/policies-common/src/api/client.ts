import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { components, paths } from './generated/schema';

type Schemas = components['schemas'];

export type Policy = Schemas['Policy'];
export type PolicyRule = Schemas['Rule'];
export type PolicyExample = Schemas['Example'];
export type PolicyHit = Schemas['Hit'];
export type PolicyList = Schemas['PolicyList'];
export type PolicyEffect = Schemas['Effect'];

/** A document, and as what it is judged. */
export type TrialRequest = Schemas['TrialRequest'];
export type Trial = Schemas['Trial'];
export type TrialVerdict = Schemas['TrialVerdict'];

export type PoliciesApi = ReturnType<typeof createPoliciesApi>;

/** A client of the plugin. */
export function createPoliciesApi(options: ApiClientOptions) {
  const { GET: get, POST: post } = createApiClient<paths>('policies', options);
  return {
    list: () => unwrap(get('/policies')),
    /** @throws ResponseError whose cause says which subjects there are */
    try: (body: TrialRequest) => unwrap(post('/trials', { body })),
  };
}
