import { PROMOTION_RUNS } from '@towpath/plugin-environment-common';
import { RunPage } from '@towpath/plugin-runs-react';
import { useParams } from 'react-router-dom';

/** One promotion, as the page of all runs shows it. */
export function PromotionPage() {
  const { id = '' } = useParams();
  return <RunPage id={id} kind={PROMOTION_RUNS} />;
}
