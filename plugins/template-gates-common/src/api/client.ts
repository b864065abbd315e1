import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { components, paths } from './generated/schema';

type Schemas = components['schemas'];

/** A template, and what somebody wants to put into it. */
export type TemplateInput = Schemas['TemplateInput'];

/** What one rule says about an input. */
export type Verdict = Schemas['Verdict'];

/** What is the kind's own of a run. */
export type HeldDetails = Schemas['HeldDetails'];

export type TemplateGatesApi = ReturnType<typeof createTemplateGatesApi>;

/** A client of the plugin; what is held is asked for by the API of all runs. */
export function createTemplateGatesApi(options: ApiClientOptions) {
  const { GET: get, POST: post } = createApiClient<paths>(
    'template-gates',
    options,
  );
  return {
    /** What the rules say about an input. @throws ResponseError whose cause says why they cannot be asked */
    judge: (body: TemplateInput) => unwrap(post('/judgements', { body })),
    /** The fields of forms that rules name. */
    listFields: () => unwrap(get('/fields')),
    /** Has what is approved go on in one's own name. */
    goOn: (id: string) =>
      unwrap(post('/held/{id}/go-on', { params: { path: { id } } })),
  };
}
