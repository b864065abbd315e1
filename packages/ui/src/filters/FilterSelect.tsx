import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    // Wide enough for its label while there is nothing to choose from.
    minWidth: 130,
    // On a phone two stand beside each other, as wide as the one above them.
    [theme.breakpoints.down('xs')]: { flex: '1 1 40%' },
  },
}));

/** What {@link FilterSelect} needs. */
export interface FilterSelectProps {
  label: string;
  value: string;
  /** The choices beside "any": value and words. */
  choices: { value: string; words: string }[];
  onChange: (value: string) => void;
}

/** One filter of a list. */
export function FilterSelect(props: FilterSelectProps) {
  const { label, value, choices, onChange } = props;
  const classes = useStyles();
  const id = useId();
  return (
    <TextField
      select
      id={id}
      className={classes.root}
      size="small"
      variant="outlined"
      label={label}
      value={value}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      onChange={event => onChange(event.target.value)}
    >
      <option value="">any</option>
      {choices.map(choice => (
        <option key={choice.value} value={choice.value}>
          {choice.words}
        </option>
      ))}
    </TextField>
  );
}
