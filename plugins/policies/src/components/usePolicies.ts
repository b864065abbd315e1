import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { policiesApiRef } from '../api/policiesApiRef';

/** All policies, and what is judged in this portal. */
export function usePolicies() {
  const api = useApi(policiesApiRef);
  return useQuery({ queryKey: ['policies'], queryFn: () => api.list() });
}
