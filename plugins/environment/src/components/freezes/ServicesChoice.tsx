import { useId, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { serviceName } from '../../lib/serviceName';
import { useServiceList } from '../../queries/useDeployments';

const OFFERED = 50;

/** Which services a freeze is for; none is all of them. Names are looked up as one writes. */
export function ServicesChoice(props: {
  value: string[];
  onChange: (services: string[]) => void;
}) {
  const { value, onChange } = props;
  const id = useId();
  const [entered, setEntered] = useState('');
  const { data, isFetching } = useServiceList({
    query: entered || undefined,
    limit: OFFERED,
  });
  const found = data?.pages.flatMap(page => page.items.map(({ ref }) => ref));
  return (
    <Autocomplete
      id={id}
      multiple
      filterSelectedOptions
      size="small"
      options={found ?? []}
      // The backend has narrowed them already.
      filterOptions={options => options}
      loading={isFetching}
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
