import type {
  CompareQuery,
  ServiceQuery,
} from '@towpath/plugin-environment-common';

/**
 * Names of what pages know from the environment backend. Lists of deployments stand below
 * `deployments` and what concerns promotions below `promotions`, so that each signal makes the
 * right part ask again.
 */
export const keys = {
  environments: ['environment', 'deployments', 'environments'] as const,
  status: ['environment', 'deployments', 'status'] as const,
  lists: ['environment', 'deployments', 'list'] as const,
  list: (query: ServiceQuery) =>
    ['environment', 'deployments', 'list', query] as const,
  some: (refs: string[]) =>
    ['environment', 'deployments', 'some', refs] as const,
  service: (ref: string) =>
    ['environment', 'deployments', 'service', ref] as const,
  history: (ref: string, environment?: string) =>
    ['environment', 'deployments', 'history', ref, environment] as const,
  freezable: (names: string[]) => ['environment', 'freezable', names] as const,
  deployments: ['environment', 'deployments'] as const,
  promotions: ['environment', 'promotions'] as const,
  comparison: (query: CompareQuery) =>
    ['environment', 'promotions', 'comparison', query] as const,
};
