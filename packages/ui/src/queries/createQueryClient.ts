import { QueryClient } from '@tanstack/react-query';

const FRESH_MS = 30_000;

// A refusal stays a refusal; asking again only delays saying so.
const settledErrors = new Set([
  'NotAllowedError',
  'NotFoundError',
  'AuthenticationError',
  'InputError',
]);

const isSettled = (error: Error): boolean => {
  const cause = error.cause as { name?: string } | undefined;
  return settledErrors.has(cause?.name ?? error.name);
};

/**
 * A cache in which known answers stay on screen while they are asked for again,
 * and in which a passing failure is tried once more before it is shown.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < 1 && !isSettled(error),
      },
    },
  });
}
