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
  only: { margin: 0, '& span': { fontSize: theme.typography.pxToRem(14) } },
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
      <Only
        label="Only drifted"
        checked={filters.drifted}
        onChange={drifted => onChange({ drifted })}
      />
      <Only
        label="Only not understood"
        checked={filters.notUnderstood}
        onChange={notUnderstood => onChange({ notUnderstood })}
      />
    </div>
  );
}

function Only(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const classes = useStyles();
  const { label, checked, onChange } = props;
  return (
    <FormControlLabel
      className={classes.only}
      control={
        <Checkbox
          size="small"
          color="primary"
          checked={checked}
          onChange={event => onChange(event.target.checked)}
        />
      }
      label={label}
    />
  );
}
