import {
  PROMOTION_RUNS,
  type Promotion,
} from '@towpath/plugin-environment-common';
import type { RunView } from '@towpath/plugin-runs-react';
import { promotionOf } from '../../lib/promotionOf';
import { shortVersion } from '../../lib/shortVersion';

/** What the pages of runs show of promotions and rollbacks. */
export const promotionView: RunView = {
  kind: PROMOTION_RUNS,
  noun: 'promotion',
  approve: run => {
    const { version, to } = promotionOf(run);
    return `Approve ${shortVersion(version)} to ${to}`;
  },
  rollBack: run => rollbackOf(promotionOf(run)),
  whatStays: run => whatStays(promotionOf(run)),
  notes: run => promotionOf(run).notCounted ?? [],
  parts: async () => (await import('./promotionParts')).promotionParts,
};

function rollbackOf({ status, kind, can, fromVersion }: Promotion) {
  const wasWritten = status === 'succeeded' || status === 'failed';
  if (!can.rollback.allowed && !(kind === 'promotion' && wasWritten)) {
    return undefined;
  }
  return fromVersion
    ? { words: `Roll back to ${shortVersion(fromVersion)}`, title: fromVersion }
    : { words: 'Roll back' };
}

function whatStays({ commit, pullRequest }: Promotion): string {
  if (pullRequest?.state === 'open') {
    return `Pull request #${pullRequest.number} is closed.`;
  }
  if (commit) {
    return `Commit ${commit.sha.slice(
      0,
      7,
    )} was written already and stays; rolling back writes the old values again.`;
  }
  return 'Nothing has been written yet, so nothing stays behind.';
}
