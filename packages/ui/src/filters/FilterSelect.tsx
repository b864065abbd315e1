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
  /** Value and words. */
  choices: { value: string; words: string }[];
  /** Words of no choice, which has the empty value; false where there has to be one. Default is "any". */
  unset?: string | false;
  /** A value that is no choice narrows the list as well, and is shown; an entity reference by its name. */
  takesOthers?: boolean;
  onChange: (value: string) => void;
}

/** One filter of a list. */
export function FilterSelect(props: FilterSelectProps) {
  const { label, value, unset = 'any', onChange } = props;
  const choices = props.takesOthers
    ? withChosen(props.choices, value)
    : props.choices;
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
      {unset && <option value="">{unset}</option>}
      {choices.map(choice => (
        <option key={choice.value} value={choice.value}>
          {choice.words}
        </option>
      ))}
    </TextField>
  );
}

function withChosen(
  choices: FilterSelectProps['choices'],
  value: string,
): FilterSelectProps['choices'] {
  if (!value || choices.some(choice => choice.value === value)) return choices;
  const words = value.slice(value.lastIndexOf('/') + 1) || value;
  return [...choices, { value, words }];
}
