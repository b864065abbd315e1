import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
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

/** The parts of pages that the kind fills; undefined while they are loaded. */
export function useRunParts(kind: string): RunParts | undefined {
  const view = useRunView(kind);
  const { data } = useQuery({
    queryKey: ['runs-parts', kind],
    queryFn: () => view.parts(),
    staleTime: Infinity,
    // Components are no documents, to be compared.
    structuralSharing: false,
  });
  return data;
}
