import type { Promotion } from '@towpath/plugin-environment-common';
import { ErrorState, RunSteps, SectionCard, Waiting } from '@towpath/ui';
import { useParams } from 'react-router-dom';
import { useLastingError } from '../../hooks/useLastingError';
import { promotionTitle } from '../../lib/promotionTitle';
import { usePromotion } from '../../queries/usePromotions';
import { ApprovalPanel } from './ApprovalPanel';
import { PromotionHeader } from './PromotionHeader';
import { PromotionLog } from './PromotionLog';
import { WhatChanges } from './WhatChanges';
import { WhatHappened } from './WhatHappened';
import { Gates } from '../shared/Gates';
import { PageTitle } from '../shared/PageTitle';
import { useCalmStyles } from '../shared/useCalmStyles';

/** One promotion: how it stands, what it changes, and what one can do about it. */
export function PromotionPage() {
  const { id = '' } = useParams();
  // What is open, half written or has failed belongs to one promotion.
  return <Asked key={id} id={id} />;
}

function Asked({ id }: { id: string }) {
  const classes = useCalmStyles();
  const promotion = usePromotion(id);
  const { error, retry } = useLastingError(promotion);
  const { data } = promotion;
  if (data) return <Known promotion={data} />;
  return (
    <main className={classes.page}>
      {error ? (
        <ErrorState
          title="The promotion cannot be shown"
          error={error}
          onRetry={retry}
        />
      ) : (
        <Waiting rows={8} />
      )}
    </main>
  );
}

function Known({ promotion }: { promotion: Promotion }) {
  const classes = useCalmStyles();
  const { gates = [], steps, status } = promotion;
  // Before it begins there is a change to look at; from then on there is news.
  const begun = status !== 'awaiting-approval';
  const log = <PromotionLog promotion={promotion} />;
  return (
    <main className={classes.page}>
      <PageTitle of={promotionTitle(promotion)} />
      <PromotionHeader promotion={promotion} />
      <RunSteps steps={steps} label="Steps" />
      {begun && log}
      <div className={classes.sides}>
        <div className={classes.stack}>
          <WhatChanges promotion={promotion} />
          <ApprovalPanel promotion={promotion} />
        </div>
        <div className={classes.stack}>
          {gates.length > 0 && (
            <SectionCard
              title="Gates"
              note="as they stood when it was asked for"
            >
              <div className={classes.body}>
                <Gates gates={gates} label="Gates" />
              </div>
            </SectionCard>
          )}
          <WhatHappened promotion={promotion} />
        </div>
      </div>
      {!begun && log}
    </main>
  );
}
