import type { Promotion } from '@towpath/plugin-environment-common';
import { Part, Quiet, SectionCard, Stack } from '@towpath/ui';
import { Changes } from '../shared/Changes';
import { Commits } from '../shared/Commits';
import { ManifestsPart, ProvidedPart } from '../shared/Needs';

/** What a promotion writes, and the commits that come with it. */
export function WhatChanges({ promotion }: { promotion: Promotion }) {
  const { edits, commits = [], needs, to } = promotion;
  return (
    <SectionCard title="What changes" padded>
      <Stack>
        <Changes edits={edits} label="What changes" />
        {edits.length === 0 && <Quiet>Nothing is written.</Quiet>}
        {needs && <ProvidedPart needs={needs} to={to} />}
        {needs && <ManifestsPart files={needs.files} />}
        {commits.length > 0 && (
          <Part title={`Commits: ${commits.length}`}>
            <Commits commits={commits} />
          </Part>
        )}
      </Stack>
    </SectionCard>
  );
}
