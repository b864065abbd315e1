import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { SectionCard, StateChip } from '@towpath/ui';
import type { Owned } from '../owned/fetchOwned';
import { useRowStyles } from '../rowStyles';
import { findAttention, type Attention, type NextStep } from './findAttention';

const SHOWN = 6;

const useStyles = makeStyles(theme => ({
  reason: { flex: '1 1 20ch', color: theme.palette.text.secondary },
  state: { minWidth: 150 },
  more: { padding: theme.spacing(0, 1, 1) },
}));

const Next = ({ next }: { next: NextStep }) =>
  'url' in next ? (
    <Link to={next.url}>{next.label}</Link>
  ) : (
    <EntityRefLink entityRef={next.entityRef}>{next.label}</EntityRefLink>
  );

const AttentionRow = ({ item }: { item: Attention }) => {
  const rows = useRowStyles();
  const classes = useStyles();
  return (
    <li className={rows.row}>
      <span className={classes.state}>
        <StateChip state={item.state} label={item.label} />
      </span>
      <EntityRefLink entityRef={item.entity} className={rows.name} hideIcon />
      <span className={classes.reason}>{item.reason}</span>
      <span className={rows.end}>
        <Next next={item.next} />
      </span>
    </li>
  );
};

/**
 * What is not right about the things one owns, with the next step of each.
 * Absent when all is well: a quiet page is the answer.
 */
export function AttentionSection({ owned }: { owned: Owned }) {
  const rows = useRowStyles();
  const classes = useStyles();
  const [all, setAll] = useState(false);
  const items = findAttention(owned);
  if (items.length === 0) {
    return null;
  }
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <SectionCard title="Needs attention" note={items.length}>
      <ul className={rows.list}>
        {shown.map(item => (
          <AttentionRow
            key={`${stringifyEntityRef(item.entity)} ${item.reason}`}
            item={item}
          />
        ))}
      </ul>
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
