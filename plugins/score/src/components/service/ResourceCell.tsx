import { Link } from '@backstage/core-components';
import type { Resource } from '@towpath/plugin-score-common';
import { Cost, Quiet, StateChip } from '@towpath/ui';

/** What {@link ResourceCell} needs. */
export interface ResourceCellProps {
  /** Undefined where it is not there. */
  resource?: Resource;
  /** The file asks for it. */
  isAsked: boolean;
}

/** How one resource stands in one environment; why, and where to look, when it does not stand well. */
export function ResourceCell({ resource, isAsked }: ResourceCellProps) {
  if (!resource) {
    return (
      <StateChip state="not-yet" label={isAsked ? undefined : 'not here'} />
    );
  }
  const { status, message, run, cost } = resource;
  const chip = <StateChip state={status} />;
  return (
    <div>
      {run ? <Link to={`/runs/${encodeURIComponent(run)}`}>{chip}</Link> : chip}
      {message && <Quiet>{message}</Quiet>}
      {cost && (
        <div>
          <Cost of={cost} />
        </div>
      )}
    </div>
  );
}
