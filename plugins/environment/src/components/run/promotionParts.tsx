import type { RunPartProps, RunParts } from '@towpath/plugin-runs-react';
import { Part, Quiet, SectionCard, Sides, Stack } from '@towpath/ui';
import { promotionOf } from '../../lib/promotionOf';
import { Changes } from '../shared/Changes';
import { Gates } from '../shared/Gates';
import { ManifestsPart, ProvidedPart } from '../shared/Needs';
import { PromotionTitle } from '../shared/PromotionTitle';
import { PromotionHeading } from './PromotionHeading';
import { PromotionLinks } from './PromotionLinks';
import { RollbackDialog } from './RollbackDialog';
import { WhatChanges } from './WhatChanges';

/** What is only a promotion's on the pages of runs. */
export const promotionParts: RunParts = {
  Title: ({ run }) => <PromotionTitle promotion={promotionOf(run)} />,
  Heading: ({ run }) => <PromotionHeading promotion={promotionOf(run)} />,
  Links: ({ run }) => <PromotionLinks promotion={promotionOf(run)} />,
  Change: ({ run }) => <WhatChanges promotion={promotionOf(run)} />,
  RollBack: ({ run, onClose }) => (
    <RollbackDialog promotion={promotionOf(run)} onClose={onClose} />
  ),
  Middle,
  Beside,
};

/** What is decided about: the change, and what its gates said. */
function Middle({ run }: RunPartProps) {
  const { edits, gates = [], commits = [], needs, to } = promotionOf(run);
  return (
    <>
      {commits.length > 0 && <Quiet>{commits.length} commits</Quiet>}
      <Sides>
        <Stack>
          <Part title="What changes">
            <Changes edits={edits} label="What changes" />
          </Part>
          {needs && <ProvidedPart needs={needs} to={to} />}
          {needs && <ManifestsPart files={needs.files} />}
        </Stack>
        <Part title="Gates, as they stood when it was asked for">
          <Gates gates={gates} label="Gates" />
        </Part>
      </Sides>
    </>
  );
}

function Beside({ run }: RunPartProps) {
  const { gates = [] } = promotionOf(run);
  if (gates.length === 0) return null;
  return (
    <SectionCard
      title="Gates"
      note="as they stood when it was asked for"
      padded
    >
      <Gates gates={gates} label="Gates" />
    </SectionCard>
  );
}
