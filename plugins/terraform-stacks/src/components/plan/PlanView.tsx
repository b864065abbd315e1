import type {
  StackPlan,
  StackVerdict,
} from '@towpath/plugin-terraform-stacks-common';
import {
  Difference,
  Notice,
  Part,
  Quiet,
  RuleVerdicts,
  Stack,
  Strong,
} from '@towpath/ui';
import { countChanges, isLoss } from '../../lib/planWords';
import { outputRows } from '../../lib/shownValue';
import { MachineText } from '../shared/MachineText';
import { ChangeList } from './ChangeList';
import { DriftList } from './DriftList';

/** What {@link PlanView} needs. */
export interface PlanViewProps {
  plan: StackPlan;
  verdicts?: StackVerdict[];
}

/** What a plan would change, what it was found to be changed by others, and what the rules say of it. */
export function PlanView({ plan, verdicts = [] }: PlanViewProps) {
  return (
    <Stack>
      <Summary plan={plan} />
      {verdicts.length > 0 && (
        <Part title="What the rules say">
          <RuleVerdicts verdicts={verdicts} />
        </Part>
      )}
      <Changes plan={plan} />
      {plan.drift && plan.drift.length > 0 && (
        <Part title="Changed outside of Terraform since the last apply">
          <DriftList changes={plan.drift} />
        </Part>
      )}
    </Stack>
  );
}

function Summary({ plan }: { plan: StackPlan }) {
  const { resources, summary, partial } = plan;
  const lost = resources?.filter(isLoss).length ?? 0;
  return (
    <>
      <div>
        <Strong>{resources ? sentence(resources, plan) : summary}</Strong>
        {lost > 0 && (
          <Quiet>
            {lost === 1 ? 'One resource is' : `${lost} resources are`} deleted
            or made anew; what only{' '}
            {lost === 1 ? 'it holds is lost' : 'they hold is lost'}.
          </Quiet>
        )}
      </div>
      {partial && (
        <Notice>
          Only some addresses were planned. What else differs from the module is
          not in this plan, and is left to do.
        </Notice>
      )}
    </>
  );
}

function sentence(
  resources: NonNullable<StackPlan['resources']>,
  { changes }: StackPlan,
): string {
  const counted = countChanges(resources);
  if (counted !== 'nothing to change') {
    return counted[0].toUpperCase() + counted.slice(1);
  }
  return changes
    ? 'Only outputs change'
    : 'Nothing to change: everything is as the module says';
}

function Changes({ plan }: { plan: StackPlan }) {
  const { resources, outputs = [], text } = plan;
  if (!resources) return <MachineText label="Difference" text={text} />;
  const some = resources.some(({ action }) => action !== 'none');
  return (
    <>
      {some && <ChangeList label="Resources" changes={resources} />}
      {outputs.length > 0 && (
        <Part title="Outputs">
          <Difference
            label="What changes of outputs"
            items={outputRows(outputs)}
          />
        </Part>
      )}
    </>
  );
}
