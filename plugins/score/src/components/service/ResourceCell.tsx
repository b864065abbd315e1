import type { Resource } from '@towpath/plugin-score-common';
import { Cost, Quiet, StateChip } from '@towpath/ui';
import { ownedByAnother } from '../../lib/sharing';
import { ResourceState } from '../shared/ResourceState';
import { Sharing } from '../shared/Sharing';

/** What {@link ResourceCell} needs. */
export interface ResourceCellProps {
  /** Entity reference of the service whose page it is. */
  service: string;
  /** Undefined where it is not there. */
  resource?: Resource;
  /** The file asks for it here. */
  isAsked: boolean;
  /** It does so in some environment. */
  isAskedElsewhere: boolean;
}

/** How one resource stands in one environment; why, and where to look, when it does not stand well. */
export function ResourceCell(props: ResourceCellProps) {
  const { service, resource, isAsked, isAskedElsewhere } = props;
  if (!resource) {
    return (
      <StateChip state="not-yet" label={isAsked ? undefined : 'not here'} />
    );
  }
  const { message, cost } = resource;
  const owner = ownedByAnother(resource, service);
  return (
    <div>
      <ResourceState resource={resource} />
      {message && <Quiet>{message}</Quiet>}
      {!isAsked && isAskedElsewhere && <Quiet>not asked for here</Quiet>}
      <Sharing resource={resource} service={service} />
      {cost && !owner && (
        <div>
          <Cost of={cost} />
        </div>
      )}
    </div>
  );
}
