import { makeStyles } from '@material-ui/core/styles';
import {
  DidNotCome,
  FilterAnyOf,
  FilterFlag,
  FilterText,
  ownerWords,
  useOwners,
} from '@towpath/ui';
import { stateLabel } from './stateLabel';
import { HEALTHS, type BoardFilters } from './useBoardFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 1.5),
  },
}));

/** What {@link BoardFilterBar} needs. */
export interface BoardFilterBarProps {
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
}

/** Narrows the board by name, owner and state. */
export function BoardFilterBar({ filters, onChange }: BoardFilterBarProps) {
  const classes = useStyles();
  const { owners, error, retry } = useOwners();
  const titles = new Map(owners.map(({ value, words }) => [value, words]));
  return (
    <div className={classes.root} role="search" aria-label="Services">
      <FilterText
        label="Filter services"
        value={filters.text}
        takesSlash
        onChange={text => onChange({ text })}
      />
      <FilterAnyOf
        label="Owner"
        options={[...new Set([...filters.owners, ...titles.keys()])]}
        value={filters.owners}
        titleOf={ref => titles.get(ref) ?? ownerWords(ref)}
        onChange={chosen => onChange({ owners: chosen })}
      />
      <FilterAnyOf
        label="Health"
        options={HEALTHS}
        value={filters.health}
        titleOf={stateLabel}
        onChange={health => onChange({ health })}
      />
      <FilterFlag
        label="Only drifted"
        value={filters.drifted}
        onChange={drifted => onChange({ drifted })}
      />
      <FilterFlag
        label="Only not understood"
        value={filters.notUnderstood}
        onChange={notUnderstood => onChange({ notUnderstood })}
      />
      <DidNotCome what="Owners" error={error} onRetry={retry} />
    </div>
  );
}
