import { useRunSignals } from '@towpath/plugin-runs-react';
import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import { keys } from './keys';

/** Has what is shown of stacks asked for again when a run on one has changed. */
export function useStackSignals(): void {
  useRunSignals({ kind: TERRAFORM_STACKS_RUNS, renews: keys.all });
}
