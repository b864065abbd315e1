import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useMine, useStillLoading, type Mine } from '@towpath/home-react';
import {
  Answer,
  both,
  Line,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
  useNow,
} from '@towpath/ui';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import {
  usePersonalQueue,
  type PersonalQueue,
} from '../../queries/usePersonalQueue';
import { findWaiting, type WaitingItem } from './findWaiting';

const useStyles = makeStyles(theme => ({
  reason: {
    flex: '1 1 20ch',
    minWidth: 0,
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
}));

/**
 * What waits for the person who looks: decisions, what of theirs came to nothing, and freezes
 * that hold their services. Absent when nothing does.
 */
export function WaitingSection() {
  const mine = useMine();
  const queue = usePersonalQueue(mine.data?.me.userRef);
  const asked = both(mine, queue);
  useLiveUpdates();
  useStillLoading(!asked.data && !asked.error);
  return (
    <Answer asked={asked} failure="What waits for you is not known" rows={1}>
      {([{ owned }, waiting]) => <WaitingCard queue={waiting} owned={owned} />}
    </Answer>
  );
}

function WaitingCard(props: { queue: PersonalQueue; owned: Mine['owned'] }) {
  const items = findWaiting(props.queue, props.owned, useNow());
  if (items.length === 0) {
    return null;
  }
  return (
    <SectionCard title="Waiting for me" note={items.length}>
      <Rows label="Waiting for me">
        {items.map(item => (
          <WaitingRow key={item.id} item={item} />
        ))}
      </Rows>
    </SectionCard>
  );
}

function WaitingRow({ item }: { item: WaitingItem }) {
  const classes = useStyles();
  return (
    <Row dense>
      <Line
        state={<StateChip state={item.state} label={item.label} />}
        end={<Link to={item.next.path}>{item.next.label}</Link>}
      >
        <Strong>
          <span title={item.version}>{item.name}</span>
        </Strong>
        <span className={classes.reason}>{item.reason}</span>
      </Line>
    </Row>
  );
}
