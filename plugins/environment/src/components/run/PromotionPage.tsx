import type { Promotion } from '@towpath/plugin-environment-common';
import { Answer, Page, RunSteps, SectionCard, Sides, Stack } from '@towpath/ui';
import { useParams } from 'react-router-dom';
import { promotionTitle } from '../../lib/promotionTitle';
import { usePromotion } from '../../queries/usePromotions';
import { ApprovalPanel } from './ApprovalPanel';
import { PromotionHeader } from './PromotionHeader';
import { PromotionLog } from './PromotionLog';
import { WhatChanges } from './WhatChanges';
import { WhatHappened } from './WhatHappened';
import { Gates } from '../shared/Gates';

/** One promotion: how it stands, what it changes, and what one can do about it. */
export function PromotionPage() {
  const { id = '' } = useParams();
  // What is open, half written or has failed belongs to one promotion.
  return <Asked key={id} id={id} />;
}

function Asked({ id }: { id: string }) {
  const promotion = usePromotion(id);
  const { data } = promotion;
  return (
    <Page title={data && promotionTitle(data)}>
      <Answer
        asked={promotion}
        failure="The promotion cannot be shown"
        rows={8}
      >
        {known => <Known promotion={known} />}
      </Answer>
    </Page>
  );
}

function Known({ promotion }: { promotion: Promotion }) {
  const { gates = [], steps, status } = promotion;
  // Before it begins there is a change to look at; from then on there is news.
  const begun = status !== 'awaiting-approval';
  const log = <PromotionLog promotion={promotion} />;
  return (
    <>
      <PromotionHeader promotion={promotion} />
      <RunSteps steps={steps} label="Steps" />
      {begun && log}
      <Sides>
        <Stack>
          <WhatChanges promotion={promotion} />
          <ApprovalPanel promotion={promotion} />
        </Stack>
        <Stack>
          {gates.length > 0 && (
            <SectionCard
              title="Gates"
              note="as they stood when it was asked for"
              padded
            >
              <Gates gates={gates} label="Gates" />
            </SectionCard>
          )}
          <WhatHappened promotion={promotion} />
        </Stack>
      </Sides>
      {!begun && log}
    </>
  );
}
