import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useMine, useStillLoading } from '@towpath/home-react';
import {
  Answer,
  Line,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
} from '@towpath/ui';
import { findAttention, type Attention, type NextStep } from './findAttention';

const SHOWN = 6;

const useStyles = makeStyles(theme => ({
  reason: { flex: '1 1 20ch', color: theme.palette.text.secondary },
  more: { padding: theme.spacing(0, 1, 1) },
}));

const Next = ({ next }: { next: NextStep }) =>
  'url' in next ? (
    <Link to={next.url}>{next.label}</Link>
  ) : (
    <EntityRefLink entityRef={next.entityRef}>{next.label}</EntityRefLink>
  );

const AttentionRow = ({ item }: { item: Attention }) => {
  const classes = useStyles();
  return (
    <Row dense>
      <Line
        state={<StateChip state={item.state} label={item.label} />}
        end={<Next next={item.next} />}
      >
        <Strong>
          <EntityRefLink entityRef={item.entity} hideIcon />
        </Strong>
        <span className={classes.reason}>{item.reason}</span>
      </Line>
    </Row>
  );
};

/**
 * What is not right about the things one owns, with the next step of each.
 * Absent when all is well: a quiet page is the answer.
 */
export function AttentionSection() {
  const mine = useMine();
  useStillLoading(!mine.data && !mine.error);
  return (
    <Answer asked={mine} failure="What needs attention is not known" rows={1}>
      {({ owned }) => <AttentionCard items={findAttention(owned)} />}
    </Answer>
  );
}

function AttentionCard({ items }: { items: Attention[] }) {
  const classes = useStyles();
  const [all, setAll] = useState(false);
  if (items.length === 0) {
    return null;
  }
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <SectionCard title="Needs attention" note={items.length}>
      <Rows label="Needs attention">
        {shown.map(item => (
          <AttentionRow
            key={`${stringifyEntityRef(item.entity)} ${item.reason}`}
            item={item}
          />
        ))}
      </Rows>
      {items.length > SHOWN && !all && (
        <div className={classes.more}>
          <Button size="small" color="primary" onClick={() => setAll(true)}>
            Show all {items.length}
          </Button>
        </div>
      )}
    </SectionCard>
  );
}
