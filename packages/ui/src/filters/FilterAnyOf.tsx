import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';

const useStyles = makeStyles(theme => ({
  root: {
    width: 150,
    // Two beside each other on a phone.
    [theme.breakpoints.down('xs')]: { flex: '1 1 40%', width: 'auto' },
  },
}));

/** What {@link FilterAnyOf} needs. */
export interface FilterAnyOfProps<Option extends string> {
  label: string;
  options: Option[];
  value: Option[];
  titleOf: (option: Option) => string;
  onChange: (chosen: Option[]) => void;
}

/** A filter by any of several values. */
export function FilterAnyOf<Option extends string>(
  props: FilterAnyOfProps<Option>,
) {
  const { label, options, value, titleOf, onChange } = props;
  const classes = useStyles();
  return (
    <Autocomplete
      multiple
      size="small"
      limitTags={1}
      disableCloseOnSelect
      className={classes.root}
      options={options}
      value={value}
      getOptionLabel={titleOf}
      onChange={(_, chosen) => onChange(chosen)}
      renderInput={params => (
        <TextField {...params} label={label} variant="outlined" />
      )}
    />
  );
}
