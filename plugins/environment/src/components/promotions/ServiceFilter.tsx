import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useId, useRef } from 'react';
import { useSlashKey } from '@towpath/ui';
import { serviceName } from '../../lib/serviceName';
import { useServiceOptions } from '../../queries/useServiceOptions';

const useStyles = makeStyles(theme => ({
  root: {
    width: 260,
    [theme.breakpoints.down('xs')]: { width: '100%' },
  },
}));

/** A filter by one service, found by a part of its name; `/` leads to it from anywhere. */
export function ServiceFilter(props: {
  /** A name or reference; empty for all services. */
  value: string;
  onChange: (service: string) => void;
}) {
  const { value, onChange } = props;
  const classes = useStyles();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { entered, setEntered, options, loading } = useServiceOptions(value);
  useSlashKey(input);
  const chosen = value ? [value] : [];
  return (
    <Autocomplete
      id={id}
      autoHighlight
      size="small"
      className={classes.root}
      options={[...options, ...chosen]}
      // The backend has narrowed them already.
      filterOptions={found => found.filter(service => service !== value)}
      loading={loading}
      noOptionsText="No service has this in its name"
      value={value || null}
      inputValue={entered}
      onInputChange={(_, text) => setEntered(text)}
      onChange={(_, service) => onChange(service ?? '')}
      getOptionLabel={serviceName}
      renderInput={params => (
        <TextField
          {...params}
          inputRef={input}
          variant="outlined"
          label="Service"
          placeholder="any"
          InputLabelProps={{ shrink: true }}
          inputProps={{ ...params.inputProps, 'aria-keyshortcuts': '/' }}
        />
      )}
    />
  );
}
