import { makeStyles } from '@material-ui/core/styles';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';

const useStyles = makeStyles(theme => ({
  root: { margin: 0, '& span': { fontSize: theme.typography.pxToRem(14) } },
}));

/** What {@link FilterFlag} needs. */
export interface FilterFlagProps {
  /** "Only drifted". */
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** A filter that is on or off. */
export function FilterFlag({ label, value, onChange }: FilterFlagProps) {
  const classes = useStyles();
  return (
    <FormControlLabel
      className={classes.root}
      control={
        <Checkbox
          size="small"
          color="primary"
          checked={value}
          onChange={event => onChange(event.target.checked)}
        />
      }
      label={label}
    />
  );
}
