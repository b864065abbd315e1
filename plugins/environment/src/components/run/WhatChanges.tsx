import type { Promotion } from '@towpath/plugin-environment-common';
import { Part, Quiet, SectionCard, Stack } from '@towpath/ui';
import { Changes } from '../shared/Changes';
import { Commits } from '../shared/Commits';

/** What a promotion writes, and the commits that come with it. */
export function WhatChanges({ promotion }: { promotion: Promotion }) {
  const { edits, commits = [] } = promotion;
  return (
    <SectionCard title="What changes" padded>
      <Stack>
        <Changes edits={edits} label="What changes" />
        {edits.length === 0 && <Quiet>Nothing is written.</Quiet>}
        {commits.length > 0 && (
          <Part title={`Commits: ${commits.length}`}>
            <Commits commits={commits} />
          </Part>
        )}
      </Stack>
    </SectionCard>
  );
}
