import {
  isEnded,
  type Run,
  type RunDecision,
} from '@towpath/plugin-runs-common';
import { SectionCard, Timeline, type TimelineItem } from '@towpath/ui';
import { Person } from '../shared/Person';

const decided = (decision: RunDecision): TimelineItem => ({
  id: `${decision.by} ${decision.at}`,
  at: decision.at,
  state: decision.verdict === 'approved' ? 'done' : 'rejected',
  label: decision.verdict,
  title: (
    <>
      by <Person by={decision.by} />
      {decision.void && ' (void)'}
    </>
  ),
  detail: (
    <>
      {decision.comment}
      {decision.void && (
        <div>
          What it was given for has changed since, so it no longer counts.
        </div>
      )}
    </>
  ),
});

function itemsOf(run: Run): TimelineItem[] {
  const { createdAt, startedAt, endedAt, status } = run;
  const asked: TimelineItem = {
    id: 'asked',
    at: createdAt,
    state: 'pending',
    label: 'asked',
    title: (
      <>
        by <Person by={run.requestedBy} automatic={run.automatic} />
      </>
    ),
  };
  const items = [asked, ...run.approval.decisions.map(decided)];
  if (startedAt) {
    items.push({
      id: 'began',
      at: startedAt,
      state: 'running',
      label: 'began',
    });
  }
  if (endedAt && isEnded(status)) {
    items.push({
      id: 'ended',
      at: endedAt,
      state: status,
      ...(status === 'rolled-back' && { title: 'by the portal, by itself' }),
    });
  }
  return items.sort((a, b) => a.at.localeCompare(b.at));
}

/** Who did what to a run, in order. */
export function WhatHappened({ run }: { run: Run }) {
  return (
    <SectionCard title="What happened" padded>
      <Timeline label="What happened" items={itemsOf(run)} />
    </SectionCard>
  );
}
