import type { PlannedResource } from '@towpath/plugin-score-common';
import { PlannedRows as Rows } from '@towpath/ui';
import { TypeName } from './TypeName';

/** What becomes of each resource of a workload; its type leads to what is said of it. */
export function PlannedRows({ resources }: { resources: PlannedResource[] }) {
  return (
    <Rows
      resources={resources}
      empty="The workload asks for no resources."
      typeOf={resource => <TypeName of={resource} />}
    />
  );
}
