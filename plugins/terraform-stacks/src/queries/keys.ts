import type { StackQuery } from '@towpath/plugin-terraform-stacks-common';

/** Names of what pages know of stacks; a run that goes on renews all below `all`. */
export const keys = {
  all: ['terraform-stacks'] as const,
  list: (query: StackQuery) => ['terraform-stacks', 'list', query] as const,
  stack: (key: string) => ['terraform-stacks', 'stack', key] as const,
  part: (key: string, part: string, ...more: unknown[]) =>
    ['terraform-stacks', 'stack', key, part, ...more] as const,
  choices: ['terraform-stacks-choices'] as const,
};
