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

function placeOf({
  file,
  line,
}: NonNullable<PlannedResource['imports']>): string {
  return line === undefined ? file : `${file}:${line}`;
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
          {resource.imports && (
            <Quiet>
              The {resource.imports.name} becomes it, with all that it holds, as{' '}
              <code>{placeOf(resource.imports)}</code> says
            </Quiet>
          )}
          {children?.(resource)}
        </>
      )}
    </Rows>
  );
}
