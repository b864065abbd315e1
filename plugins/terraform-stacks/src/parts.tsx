import { makeStyles } from '@material-ui/core/styles';
import type { RunPartProps, RunParts } from '@towpath/plugin-runs-react';
import type {
  StackPlan,
  StackVerdict,
} from '@towpath/plugin-terraform-stacks-common';
import {
  monospace,
  Part,
  Quiet,
  RuleVerdicts,
  SectionCard,
  Stack,
} from '@towpath/ui';

const useStyles = makeStyles(theme => ({
  text: { ...monospace(theme), margin: 0, overflowX: 'auto' },
}));

/** What a run would change, or has changed, on its page and beside the decision. */
export const parts: RunParts = {
  Middle: Difference,
  Change: ({ run }) => (
    <SectionCard title="What it changes" padded>
      <Difference run={run} />
    </SectionCard>
  ),
};

function Difference({ run }: RunPartProps) {
  const classes = useStyles();
  const { plan, verdicts = [] } = run.details as {
    plan?: StackPlan;
    verdicts?: StackVerdict[];
  };
  if (!plan) return <Quiet>There is no plan of it.</Quiet>;
  const text = (
    // It may be wider than the page, and is moved by the keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.text} tabIndex={0} aria-label="Difference">
      {plan.text}
    </pre>
  );
  if (verdicts.length === 0) return text;
  return (
    <Stack>
      {text}
      <Part title="What the rules say">
        <RuleVerdicts verdicts={verdicts} />
      </Part>
    </Stack>
  );
}
