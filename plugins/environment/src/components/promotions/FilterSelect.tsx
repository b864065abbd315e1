import TextField from '@material-ui/core/TextField';
import { useId } from 'react';

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
  const id = useId();
  return (
    <TextField
      select
      id={id}
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
