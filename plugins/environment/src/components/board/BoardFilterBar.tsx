import { makeStyles } from '@material-ui/core/styles';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { stateLabel } from './stateLabel';
import { FilterText } from './FilterText';
import { FilterChoice } from './FilterChoice';
import { HEALTHS, type BoardFilters } from './useBoardFilters';
import { titleOfOwner, useOwners } from './useOwners';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 1.5),
  },
  drifted: { margin: 0, '& span': { fontSize: theme.typography.pxToRem(14) } },
}));

/** What {@link BoardFilterBar} needs. */
export interface BoardFilterBarProps {
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
}

/** Narrows the board by name, owner and state. */
export function BoardFilterBar({ filters, onChange }: BoardFilterBarProps) {
  const classes = useStyles();
  const owners = useOwners();
  return (
    <div className={classes.root} role="search" aria-label="Services">
      <FilterText value={filters.text} onChange={text => onChange({ text })} />
      <FilterChoice
        label="Owner"
        options={[...new Set([...filters.owners, ...owners])]}
        value={filters.owners}
        titleOf={titleOfOwner}
        onChange={chosen => onChange({ owners: chosen })}
      />
      <FilterChoice
        label="Health"
        options={HEALTHS}
        value={filters.health}
        titleOf={stateLabel}
        onChange={health => onChange({ health })}
      />
      <FormControlLabel
        className={classes.drifted}
        control={
          <Checkbox
            size="small"
            color="primary"
            checked={filters.drifted}
            onChange={event => onChange({ drifted: event.target.checked })}
          />
        }
        label="Only drifted"
      />
    </div>
  );
}
