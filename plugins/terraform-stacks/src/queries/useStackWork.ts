import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  PlanStack,
  TerraformStacksApi,
} from '@towpath/plugin-terraform-stacks-common';
import { createKey } from '@towpath/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { terraformStacksApiRef } from '../api/terraformStacksApiRef';
import { keys } from './keys';

/**
 * Something that is done to a stack. Whatever comes of it, the pages ask again: a refusal often means that what is
 * shown is no longer so.
 */
export function useStackWork<Request, Answer>(
  work: (api: TerraformStacksApi, request: Request) => Promise<Answer>,
) {
  const api = useApi(terraformStacksApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => work(api, request),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.all }),
  });
}

/** Begins a run on a stack, once however often it is sent, and leads to its page. */
export function usePlanStack(key: string) {
  const [idempotencyKey] = useState(createKey);
  const navigate = useNavigate();
  const plan = useStackWork((api, request: PlanStack) =>
    api.plan(key, request, idempotencyKey),
  );
  const begin = (request: PlanStack, whenFailed?: { onError: () => void }) =>
    plan.mutate(request, {
      onSuccess: ({ link }) => navigate(link),
      ...whenFailed,
    });
  return { ...plan, begin };
}
