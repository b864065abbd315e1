import type { ReactNode } from 'react';
import type { PlannedResource } from '@towpath/plugin-score-common';
import { PlannedRows as Rows, Quiet } from '@towpath/ui';
import { BroughtBy } from './BroughtBy';
import { TypeName } from './TypeName';

/** What {@link PlannedRows} needs. */
export interface PlannedRowsProps {
  resources: PlannedResource[];
  /** What else there is to know of one. */
  children?: (resource: PlannedResource) => ReactNode;
}

/** What becomes of each resource of a workload; its type leads to what is said of it. */
export function PlannedRows({ resources, children }: PlannedRowsProps) {
  return (
    <Rows
      resources={resources}
      empty="The workload asks for no resources."
      typeOf={resource => <TypeName of={resource} />}
    >
      {resource => (
        <>
          <BroughtBy of={resource} />
          {resource.movedFrom && (
            <Quiet>
              {resource.movedFrom.name} until now: the same one goes on under
              this name, with all that it holds
            </Quiet>
          )}
          {children?.(resource)}
        </>
      )}
    </Rows>
  );
}
