import { serviceName } from '@towpath/plugin-environment-common';
import type { RunPartProps, RunParts } from '@towpath/plugin-runs-react';
import {
  CostChange,
  countFiles,
  countResources,
  FileChanges,
  Part,
  Quiet,
  RuleVerdicts,
  SectionCard,
  Sides,
  Stack,
} from '@towpath/ui';
import { provisionOf } from '../../lib/provisionOf';
import { PlannedRows } from '../shared/PlannedRows';
import { ServiceLink } from '../shared/ServiceLink';
import { ProvisionLinks } from './ProvisionLinks';
import { WhatIsLeft } from './WhatIsLeft';

/** What is only a provisioning's on the pages of runs. */
export const provisionParts: RunParts = {
  Title: ({ run }) => {
    const { service, environment, removes } = provisionOf(run);
    return removes ? (
      <>
        {serviceName(service)} from {environment}: all of it goes
      </>
    ) : (
      <>
        {serviceName(service)} in {environment}: what it needs
      </>
    );
  },
  Heading: ({ run }) => {
    const { service, environment, removes } = provisionOf(run);
    return removes ? (
      <>
        Removal of <ServiceLink service={service} /> from {environment}
      </>
    ) : (
      <>
        What <ServiceLink service={service} /> needs in {environment}
      </>
    );
  },
  Links: ({ run }) => <ProvisionLinks provision={provisionOf(run)} />,
  Middle,
  Change,
  Beside,
};

/** What is decided about: the resources, and what the rules said. */
function Middle({ run }: RunPartProps) {
  const { resources, files, verdicts, cost } = provisionOf(run);
  return (
    <>
      <Quiet>
        {countResources(resources)}, {countFiles(files)}
      </Quiet>
      <Sides>
        <Part title="Resources">
          <PlannedRows resources={resources} />
        </Part>
        <Stack>
          <Part title="Rules, as they spoke when it was asked for">
            <RuleVerdicts verdicts={verdicts} />
          </Part>
          <Part title="Cost">
            <CostChange cost={cost} />
          </Part>
        </Stack>
      </Sides>
    </>
  );
}

function Change({ run }: RunPartProps) {
  const { resources, files, removes, proof } = provisionOf(run);
  return (
    <>
      {removes && <WhatIsLeft proof={proof} />}
      <SectionCard title="Resources" note={countResources(resources)}>
        <PlannedRows resources={resources} />
      </SectionCard>
      <SectionCard title="Manifests" note={countFiles(files)} padded>
        <FileChanges files={files} />
      </SectionCard>
    </>
  );
}

function Beside({ run }: RunPartProps) {
  const { verdicts, cost } = provisionOf(run);
  return (
    <>
      <SectionCard
        title="Rules"
        note="as they spoke when it was asked for"
        padded
      >
        <RuleVerdicts verdicts={verdicts} />
      </SectionCard>
      <SectionCard title="Cost" padded>
        <CostChange cost={cost} />
      </SectionCard>
    </>
  );
}
