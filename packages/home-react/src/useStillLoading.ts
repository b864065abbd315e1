import { createContext, useContext, useLayoutEffect } from 'react';

/** Called when something begins to load; what it answers is called when that has ended. */
export type BeginLoading = () => () => void;

const LoadingContext = createContext<BeginLoading>(() => () => {});

/** Hears of what loads below it. */
export const LoadingProvider = LoadingContext.Provider;

/**
 * Tells the home page that a section does not know yet what it will show. The page shows its sections
 * at once, when all know, so that none moves another; it does not wait for long.
 */
export function useStillLoading(isLoading: boolean): void {
  const begin = useContext(LoadingContext);
  useLayoutEffect(() => (isLoading ? begin() : undefined), [begin, isLoading]);
}

/** Stands in for what is still on its way, such as the module of a part. */
export function StillLoading(): null {
  useStillLoading(true);
  return null;
}
