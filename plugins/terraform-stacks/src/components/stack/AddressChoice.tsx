import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useId } from 'react';

/** What {@link AddressChoice} needs. */
export interface AddressChoiceProps {
  label: string;
  helperText: string;
  /** Addresses in the state; one that is not among them is taken as well. */
  options: string[];
  value: string[];
  onChange: (addresses: string[]) => void;
}

/** Addresses of resources, found by a part of them or written out. */
export function AddressChoice(props: AddressChoiceProps) {
  const { label, helperText, options, value, onChange } = props;
  const id = useId();
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo
      autoSelect
      size="small"
      options={options}
      value={value}
      onChange={(_, chosen) =>
        onChange(chosen.map(one => one.trim()).filter(Boolean))
      }
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={label}
          helperText={helperText}
        />
      )}
    />
  );
}
