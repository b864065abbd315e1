import type { Run } from '@towpath/plugin-runs-common';
import { Answer, Page, RunSteps, Sides, Stack } from '@towpath/ui';
import type { RunParts } from '../kinds/RunView';
import { useRunParts, useRunView } from '../kinds/useRunView';
import { useRun } from '../queries/useRuns';
import { useRunSignals } from '../queries/useRunSignals';
import { ApprovalPanel } from './ApprovalPanel';
import { RunHeader } from './RunHeader';
import { RunLogCard } from './RunLogCard';
import { WhatHappened } from './WhatHappened';

/** What {@link RunPage} needs. */
export interface RunPageProps {
  id: string;
  /** Its kind, where the address says so: then all that is shown is loaded at once. */
  kind?: string;
}

/** One run: how it stands, what it changes, and what one can do about it. */
export function RunPage({ id, kind }: RunPageProps) {
  useRunSignals();
  // What is open, half written or has failed belongs to one run.
  return <Asked key={id} id={id} kind={kind} />;
}

function Asked({ id, kind = 'any' }: RunPageProps) {
  const { noun } = useRunView(kind);
  useRunParts(kind);
  const run = useRun(id);
  const { data } = run;
  return (
    <Page title={data && data.title}>
      <Answer asked={run} failure={`The ${noun} cannot be shown`} rows={8}>
        {known => <Known run={known} />}
      </Answer>
    </Page>
  );
}

function Known({ run }: { run: Run }) {
  const parts = useRunParts(run.kind);
  return (
    // Nobody decides about what is not shown.
    <Answer asked={parts} failure="What it does cannot be shown" rows={8}>
      {known => <Shown run={run} parts={known} />}
    </Answer>
  );
}

function Shown({ run, parts }: { run: Run; parts: RunParts }) {
  const { Change, Beside } = parts;
  // Before it begins there is a change to look at; from then on there is news.
  const begun = run.status !== 'awaiting-approval';
  const log = <RunLogCard run={run} />;
  return (
    <>
      <RunHeader run={run} />
      <RunSteps steps={run.steps} label="Steps" />
      {begun && log}
      <Sides>
        <Stack>
          {Change && <Change run={run} />}
          <ApprovalPanel run={run} />
        </Stack>
        <Stack>
          {Beside && <Beside run={run} />}
          <WhatHappened run={run} />
        </Stack>
      </Sides>
      {!begun && log}
    </>
  );
}
