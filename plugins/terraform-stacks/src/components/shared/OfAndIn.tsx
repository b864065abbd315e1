import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { StackSummary } from '@towpath/plugin-terraform-stacks-common';
import { Quiet } from '@towpath/ui';

/** Whose a stack is, and where, after its name in a list. */
export function OfAndIn({
  stack: { owner, environment },
}: {
  stack: StackSummary;
}) {
  return (
    <Quiet component="span">
      of <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
      {environment && ` in ${environment}`}
    </Quiet>
  );
}
