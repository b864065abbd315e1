import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { Link } from '@backstage/core-components';
import { useLiveUpdates, usePersonalQueue } from '@towpath/plugin-environment';
import {
  ErrorState,
  Line,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
  useNow,
} from '@towpath/ui';
import type { Me } from '../me/useMe';
import type { Owned } from '../owned/fetchOwned';
import { findQueue, type QueueItem } from './findQueue';

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
 * that hold their services. One calm line when nothing does.
 */
export function QueueSection({ me, owned }: { me: Me; owned: Owned }) {
  const now = useNow();
  useLiveUpdates();
  const { data, error, refetch } = usePersonalQueue(me.userRef);
  if (!data) {
    return error ? (
      <ErrorState
        title="What waits for you is not known"
        error={error}
        onRetry={() => refetch()}
      />
    ) : (
      // As tall as the line that says that nothing does.
      <Typography variant="body2" role="status" aria-label="Loading">
        <Skeleton width="24ch" />
      </Typography>
    );
  }
  const items = findQueue(data, owned, now);
  if (items.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        Nothing waits for you.
      </Typography>
    );
  }
  return (
    <SectionCard title="Waiting for me" note={items.length}>
      <Rows label="Waiting for me">
        {items.map(item => (
          <QueueRow key={item.id} item={item} />
        ))}
      </Rows>
    </SectionCard>
  );
}

function QueueRow({ item }: { item: QueueItem }) {
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
