import { RunList } from '@towpath/plugin-runs-react';
import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import { Page } from '@towpath/ui';

/** What was planned and applied on all stacks, the newest first. */
export function RunsPage() {
  return (
    <Page title="Runs of Terraform stacks">
      <RunList
        title="Runs"
        kind={TERRAFORM_STACKS_RUNS}
        nothing="Nothing was planned yet."
      />
    </Page>
  );
}
