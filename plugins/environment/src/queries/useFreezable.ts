import { useApi } from '@backstage/core-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  environmentFreezeCreatePermission,
  stringifyTargetRef,
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
    // A dialog that is open would close while the list of environments changes.
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const names = among.map(({ name }) => name);
      try {
        const answers = await Promise.all(
          names.map(environment =>
            permissionApi.authorize({
              permission: environmentFreezeCreatePermission,
              resourceRef: stringifyTargetRef({ environment }),
            }),
          ),
        );
        return names.filter((_, index) => answers[index].result === 'ALLOW');
      } catch {
        // The backend decides once it is asked to freeze.
        return names;
      }
    },
  });
  return {
    /** Undefined until it is known. */
    environments:
      freezable.data &&
      among.filter(({ name }) => freezable.data.includes(name)),
    error: list.data ? null : list.error,
    retry: () => list.refetch(),
  };
}
