import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  EnvironmentApi,
  Promotion,
} from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../api/environmentApiRef';
import { keys } from './keys';
import { promotionKeys } from './promotionKeys';

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
    onSuccess: promotion =>
      queries.setQueryData(promotionKeys.one(promotion.id), promotion),
    onSettled: () => {
      queries.invalidateQueries({ queryKey: keys.promotions });
      queries.invalidateQueries({ queryKey: keys.deployments });
    },
  });
}
