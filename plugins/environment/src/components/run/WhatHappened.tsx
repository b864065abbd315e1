import type { Promotion } from '@towpath/plugin-environment-common';
import { SectionCard, Timeline, type TimelineItem } from '@towpath/ui';
import { hasEnded } from '../../lib/hasEnded';
import { Person } from '../shared/Person';

type Decision = Promotion['approval']['decisions'][number];

const decided = (decision: Decision): TimelineItem => ({
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

function itemsOf(promotion: Promotion): TimelineItem[] {
  const { createdAt, startedAt, endedAt, status } = promotion;
  const asked: TimelineItem = {
    id: 'asked',
    at: createdAt,
    state: 'pending',
    label: 'asked',
    title: (
      <>
        by <Person by={promotion.requestedBy} automatic={promotion.automatic} />
      </>
    ),
  };
  const items = [asked, ...promotion.approval.decisions.map(decided)];
  if (startedAt) {
    items.push({
      id: 'began',
      at: startedAt,
      state: 'running',
      label: 'began',
    });
  }
  if (endedAt && hasEnded({ status })) {
    items.push({
      id: 'ended',
      at: endedAt,
      state: status,
      ...(status === 'rolled-back' && { title: 'by the portal, by itself' }),
    });
  }
  return items.sort((a, b) => a.at.localeCompare(b.at));
}

/** Who did what to a promotion, in order. */
export function WhatHappened({ promotion }: { promotion: Promotion }) {
  return (
    <SectionCard title="What happened" padded>
      <Timeline label="What happened" items={itemsOf(promotion)} />
    </SectionCard>
  );
}
