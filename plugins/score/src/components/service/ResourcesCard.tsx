import { lazy, Suspense } from 'react';
import Button from '@material-ui/core/Button';
import type { ScoreService } from '@towpath/plugin-score-common';
import {
  flagInAddress,
  Line,
  SectionCard,
  useAddressFilters,
  Waiting,
} from '@towpath/ui';
import type { ResourceRow } from '../../lib/resourceMatrix';
import { LookNow } from './LookNow';
import { ResourceMatrix } from './ResourceMatrix';

// It brings a layout of graphs, which most do not ask for.
const ResourceGraph = lazy(() =>
  import('./ResourceGraph').then(m => ({ default: m.ResourceGraph })),
);

const inAddress = { graph: flagInAddress('graph') };

/** What {@link ResourcesCard} needs. */
export interface ResourcesCardProps {
  service: ScoreService;
  rows: ResourceRow[];
}

/** Resources against environments, and as a graph above it where somebody asks for one. */
export function ResourcesCard({ service, rows }: ResourcesCardProps) {
  const { filters, change } = useAddressFilters(inAddress);
  return (
    <SectionCard
      title="Resources"
      action={
        <Line>
          <LookNow service={service} />
          {rows.length > 0 && (
            <Button
              size="small"
              color={filters.graph ? 'primary' : 'default'}
              aria-pressed={filters.graph}
              onClick={() => change({ graph: !filters.graph })}
            >
              Graph
            </Button>
          )}
        </Line>
      }
    >
      {filters.graph && rows.length > 0 && (
        <Suspense fallback={<Waiting rows={4} />}>
          <ResourceGraph service={service} rows={rows} />
        </Suspense>
      )}
      <ResourceMatrix service={service} rows={rows} />
    </SectionCard>
  );
}
