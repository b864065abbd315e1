import { Page } from '@towpath/ui';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import { InstanceProblems } from '../status/InstanceProblems';
import { BoardContent } from './BoardContent';

/** What of every service runs in each environment, as it is now. */
export function BoardPage() {
  useLiveUpdates();
  return (
    <Page title="Environments" fills>
      <InstanceProblems />
      <BoardContent />
    </Page>
  );
}
