import type { StackDrift } from '@towpath/plugin-terraform-stacks-common';
import { StateChip } from '@towpath/ui';
import { DRIFT_LOOKS } from '../../lib/drift';

/** Whether what is there is what Terraform made, as far as that is known. */
export function DriftChip({ drift }: { drift: StackDrift }) {
  const { state, words } = DRIFT_LOOKS[drift.status];
  return <StateChip state={state} label={words} />;
}
