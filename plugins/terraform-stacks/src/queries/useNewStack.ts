import type { StackDefinition } from '@towpath/plugin-terraform-stacks-common';
import { useStackWork } from './useStackWork';

/** Says what a stack is made of of which nobody has said that before. Nothing is planned by it. */
export function useNewStack() {
  return useStackWork(
    (api, { key, definition }: { key: string; definition: StackDefinition }) =>
      api.define(key, definition, { onlyNew: true }),
  );
}
