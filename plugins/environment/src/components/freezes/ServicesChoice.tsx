import { useId } from 'react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { serviceName } from '../../lib/serviceName';
import { useServiceOptions } from '../../queries/useServiceOptions';

/** Which services a freeze is for; none is all of them. Names are looked up as one writes. */
export function ServicesChoice(props: {
  value: string[];
  onChange: (services: string[]) => void;
}) {
  const { value, onChange } = props;
  const id = useId();
  const { entered, setEntered, options, loading } = useServiceOptions();
  return (
    <Autocomplete
      id={id}
      multiple
      filterSelectedOptions
      size="small"
      options={options}
      // The backend has narrowed them already.
      filterOptions={found => found}
      loading={loading}
      value={value}
      inputValue={entered}
      onInputChange={(_, text) => setEntered(text)}
      onChange={(_, services) => onChange(services)}
      getOptionLabel={serviceName}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label="Services"
          placeholder={value.length === 0 ? 'all services' : undefined}
          helperText="All of them, when none is chosen."
          InputLabelProps={{ shrink: true }}
        />
      )}
    />
  );
}
