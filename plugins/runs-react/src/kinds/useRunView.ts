import { useApi } from '@backstage/core-plugin-api';
import { useQueries, useQuery } from '@tanstack/react-query';
import { runViewsApiRef } from './runViewsApiRef';
import type { RunParts, RunView } from './RunView';

const NO_PARTS: RunParts = {};

/** What is shown of runs of a kind; of one that no plugin of the app knows, what all runs have. */
export function useRunView(kind: string): RunView {
  const views = useApi(runViewsApiRef).list();
  return (
    views.find(view => view.kind === kind) ?? {
      kind,
      noun: 'run',
      parts: async () => NO_PARTS,
    }
  );
}

const partsOf = (view: RunView) => ({
  queryKey: ['runs-parts', view.kind],
  queryFn: () => view.parts(),
  staleTime: Infinity,
  // Whoever shows it next would have it asked for again, and the page go and come.
  retryOnMount: false,
  // Components are no documents, to be compared.
  structuralSharing: false,
});

/** The parts of pages that the kind fills, once they are loaded. */
export function useRunParts(kind: string) {
  return useQuery(partsOf(useRunView(kind)));
}

/** Whether the parts of every kind are loaded, or cannot be. */
export function useAllPartsSettled(): boolean {
  const views = useApi(runViewsApiRef).list();
  const asked = useQueries({ queries: views.map(partsOf) });
  return asked.every(({ isFetched }) => isFetched);
}
