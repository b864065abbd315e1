import type { Plan } from '@towpath/plugin-score-common';
import {
  CostChange,
  countFiles,
  countResources,
  FileChanges,
  RuleVerdicts,
  SectionCard,
  Sides,
  Stack,
} from '@towpath/ui';
import { Findings } from '../shared/Findings';
import { PatchEffects } from '../shared/PatchEffects';
import { PlannedRows } from '../shared/PlannedRows';
import { Adoption } from './Adoption';
import { Approvals } from './Approvals';
import { WhyThisDefinition } from './WhyThisDefinition';

/** What a plan would do and what is said of it, without a way to have it done. */
export function PlanBody({ plan }: { plan: Plan }) {
  const { diagnostics, resources, files, verdicts, cost, approvals } = plan;
  return (
    <>
      {diagnostics.length > 0 && (
        <SectionCard
          title={plan.removes ? 'What is to be known' : 'The Score file'}
        >
          <Findings findings={diagnostics} />
        </SectionCard>
      )}
      <Sides>
        <SectionCard title="Resources" note={countResources(resources)}>
          <PlannedRows resources={resources}>
            {resource => <WhyThisDefinition of={resource} />}
          </PlannedRows>
        </SectionCard>
        <Stack>
          <SectionCard title="Rules" padded>
            <RuleVerdicts verdicts={verdicts} />
          </SectionCard>
          <Approvals approvals={approvals} />
          <SectionCard title="Cost" padded>
            <CostChange cost={cost} />
          </SectionCard>
        </Stack>
      </Sides>
      <Adoption plan={plan} />
      <PatchEffects patches={plan.patches} />
      <SectionCard title="Manifests" note={countFiles(files)} padded>
        <FileChanges files={files} />
      </SectionCard>
    </>
  );
}
