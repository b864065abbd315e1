import type {
  ExplainRequest,
  ResourceQuery,
} from '@towpath/plugin-score-common';

/** Names of what pages know from the score backend. */
export const keys = {
  services: ['score', 'services'] as const,
  service: (ref: string) => ['score', 'services', ref] as const,
  plan: (id: string) => ['score', 'plans', id] as const,
  lists: ['score', 'resources'] as const,
  resources: (query: ResourceQuery) => ['score', 'resources', query] as const,
  types: ['score', 'types'] as const,
  patches: ['score', 'patches'] as const,
  imports: ['score', 'imports'] as const,
  explanation: (request: ExplainRequest) =>
    ['score', 'explanations', request] as const,
  environments: ['score', 'environments'] as const,
  components: (term: string) => ['score', 'components', term] as const,
  findings: (text: string, service?: string, environment?: string) =>
    ['score', 'findings', text, service, environment] as const,
};
