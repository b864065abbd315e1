import { useApi } from '@backstage/core-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { useQuery } from '@tanstack/react-query';
import {
  environmentFreezeCreatePermission,
  stringifyTargetRef,
  type EnvironmentSummary,
} from '@towpath/plugin-environment-common';
import { keys } from './keys';
import { useEnvironmentList } from './useDeployments';

/** Environments that the person who looks may freeze, in promotion order. */
export function useFreezable() {
  const permissionApi = useApi(permissionApiRef);
  const list = useEnvironmentList();
  const among = list.data ?? [];
  const freezable = useQuery({
    queryKey: keys.freezable(among.map(({ name }) => name)),
    enabled: list.data !== undefined,
    queryFn: async () => {
      const answers = await Promise.all(
        among.map(({ name }) =>
          permissionApi.authorize({
            permission: environmentFreezeCreatePermission,
            resourceRef: stringifyTargetRef({ environment: name }),
          }),
        ),
      );
      return among
        .filter((_, index) => answers[index].result === 'ALLOW')
        .map(({ name }) => name);
    },
  });
  const isOffered = ({ name }: EnvironmentSummary) =>
    // Where the question fails, the backend decides once it is asked to freeze.
    freezable.isError || freezable.data?.includes(name);
  const known = freezable.data ?? freezable.error;
  return {
    /** Undefined until it is known. */
    environments: known ? among.filter(isOffered) : undefined,
    error: list.data ? null : list.error,
    retry: () => list.refetch(),
  };
}
