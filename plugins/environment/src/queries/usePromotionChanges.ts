import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  promotionToRun,
  type EnvironmentApi,
  type Promotion,
} from '@towpath/plugin-environment-common';
import { keepRun } from '@towpath/plugin-runs-react';
import { environmentApiRef } from '../api/environmentApiRef';
import { keys } from './keys';

/**
 * Something that a person does to a promotion. Whatever comes of it, the pages ask again: a
 * refusal often means that what is shown is no longer so.
 */
export function usePromotionChange<Request = void>(
  change: (api: EnvironmentApi, request: Request) => Promise<Promotion>,
) {
  const api = useApi(environmentApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => change(api, request),
    onSuccess: promotion => keepRun(queries, promotionToRun(promotion)),
    onSettled: () => {
      queries.invalidateQueries({ queryKey: keys.promotions });
      queries.invalidateQueries({ queryKey: keys.deployments });
    },
  });
}
