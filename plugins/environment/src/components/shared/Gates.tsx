import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { GateReport } from '@towpath/plugin-environment-common';
import { GateList } from '@towpath/ui';

/** What each gate says, with links to those who can change it. */
export function Gates({
  gates,
  label,
}: {
  gates: GateReport[];
  label: string;
}) {
  return (
    <GateList
      label={label}
      gates={gates.map(gate => ({
        ...gate,
        owner: gate.owner && (
          <EntityRefLink entityRef={gate.owner} defaultKind="group" hideIcon />
        ),
      }))}
    />
  );
}
