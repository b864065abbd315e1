import { Link } from '@backstage/core-components';
import type { Resource } from '@towpath/plugin-score-common';
import { Quiet, RelativeTime, StateChip } from '@towpath/ui';
import { driftOf } from '../../lib/drift';

/** What {@link ResourceState} needs. */
export interface ResourceStateProps {
  resource: Resource;
  /** One line and no more. */
  brief?: boolean;
}

/** How a resource stands, with a way to the run that made it so; and what was last seen of it, where that matters. */
export function ResourceState(props: ResourceStateProps) {
  const { resource, brief } = props;
  const { run, observation } = resource;
  const chip = <Chip resource={resource} />;
  return (
    <>
      {run ? <Link to={`/runs/${encodeURIComponent(run)}`}>{chip}</Link> : chip}
      {!brief && observation?.unasked && (
        <Quiet>
          {observation.lookedAt ? (
            <>
              last looked at <RelativeTime at={observation.lookedAt} />
            </>
          ) : (
            'not looked at yet'
          )}
        </Quiet>
      )}
    </>
  );
}

function Chip({ resource }: { resource: Resource }) {
  const drift = driftOf(resource);
  if (!drift) return <StateChip state={resource.status} />;
  return drift.status === 'missing' ? (
    <StateChip state="missing" />
  ) : (
    <StateChip state="drifted" label="changed by hand" />
  );
}
