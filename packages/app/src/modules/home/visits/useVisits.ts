import { useApi } from '@backstage/frontend-plugin-api';
import { visitsApiRef, type Visit } from '@backstage/plugin-home';
import { useQuery } from '@tanstack/react-query';

/** The signed-in person's visits, latest first. */
export function useVisits() {
  const visitsApi = useApi(visitsApiRef);
  return useQuery<Visit[], Error>({
    queryKey: ['home', 'visits'],
    queryFn: () =>
      visitsApi.list({ orderBy: [{ field: 'timestamp', direction: 'desc' }] }),
    staleTime: 0,
  });
}
