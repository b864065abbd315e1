import { ConflictError } from '@backstage/errors';
import type {
  StackDefinition,
  TerraformStacksApi,
} from '@towpath/plugin-terraform-stacks-common';
import { isNotFound } from '@towpath/ui';
import { useStackWork } from './useStackWork';

/** Says what a stack is made of that nobody has made before. Nothing is planned by it. */
export function useNewStack() {
  return useStackWork(
    async (
      api,
      { key, definition }: { key: string; definition: StackDefinition },
    ) => {
      await requireNew(api, key);
      return api.define(key, definition);
    },
  );
}

/** Saying it of a stack that is there would change that one. */
async function requireNew(api: TerraformStacksApi, key: string) {
  try {
    await api.stack(key);
  } catch (error) {
    if (isNotFound(error as Error)) return;
    throw error;
  }
  throw new ConflictError(
    `There is a stack "${key}" already. Give this one another key, or change that one on its page`,
  );
}
