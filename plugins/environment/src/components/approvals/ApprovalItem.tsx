import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Promotion } from '@towpath/plugin-environment-common';
import {
  Line,
  Part,
  Quiet,
  RelativeTime,
  Row,
  Sides,
  Stack,
  StateChip,
  Strong,
  useFocusLater,
} from '@towpath/ui';
import { promotionRouteRef } from '../../routes';
import { Changes } from '../shared/Changes';
import { Gates } from '../shared/Gates';
import { Person } from '../shared/Person';
import { PromotionTitle } from '../shared/PromotionTitle';
import { ApprovalForm } from './ApprovalForm';
import { ApprovalsNeeded } from './ApprovalsNeeded';

/** A promotion to decide about: what it changes, what its gates say, and the decision. */
export function ApprovalItem({ promotion }: { promotion: Promotion }) {
  const promotionRoute = useRouteRef(promotionRouteRef);
  const link = useFocusLater<HTMLAnchorElement>();
  const { id, reason, requestedBy, automatic, createdAt, status } = promotion;
  const { edits, commits = [], gates = [] } = promotion;
  const waits = status === 'awaiting-approval';
  return (
    <Row>
      <Stack>
        <Line>
          {!waits && <StateChip state={status} />}
          <Strong>
            <Link to={promotionRoute({ id })} ref={link.ref}>
              <PromotionTitle promotion={promotion} />
            </Link>
          </Strong>
          <Quiet component="span">
            asked by <Person by={requestedBy} automatic={automatic} />{' '}
            <RelativeTime at={createdAt} />
            {commits.length > 0 && ` · ${commits.length} commits`}
          </Quiet>
        </Line>
        {reason && <Quiet>“{reason}”</Quiet>}
        {waits && (
          <>
            <Sides>
              <Part title="What changes">
                <Changes edits={edits} label="What changes" />
              </Part>
              <Part title="Gates, as they stood when it was asked for">
                <Gates gates={gates} label="Gates" />
              </Part>
            </Sides>
            <ApprovalsNeeded promotion={promotion} />
            <ApprovalForm promotion={promotion} onDecided={link.focus} />
          </>
        )}
      </Stack>
    </Row>
  );
}
