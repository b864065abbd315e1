import { RunViewBlueprint } from '@towpath/plugin-runs-react';
import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';

/** Runs on stacks in the inbox of approvals and on the page of a run. */
export const stackRunView = RunViewBlueprint.make({
  params: {
    kind: TERRAFORM_STACKS_RUNS,
    noun: 'run',
    approve: ({ title }) => `Confirm: ${title}`,
    whatStays: ({ status }) =>
      status === 'awaiting-approval' || status === 'queued'
        ? 'Nothing was changed so far.'
        : 'Terraform is asked to stop: what has begun is brought to an end, and what was made stays.',
    parts: async () =>
      (await import('../components/run/stackParts')).stackParts,
  },
});
