import TextField from '@material-ui/core/TextField';
import type { EnvironmentSummary } from '@towpath/plugin-environment-common';
import { useId } from 'react';

/** Which environment is frozen. */
export function EnvironmentChoice(props: {
  environments: EnvironmentSummary[];
  value: string;
  problem?: string;
  onChange: (value: string) => void;
}) {
  const { environments, value, problem, onChange } = props;
  const id = useId();
  return (
    <TextField
      select
      required
      id={id}
      size="small"
      variant="outlined"
      label="Environment"
      value={value}
      error={problem !== undefined}
      helperText={problem}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      onChange={event => onChange(event.target.value)}
    >
      <option value="">choose…</option>
      {environments.map(({ name, title }) => (
        <option key={name} value={name}>
          {title ?? name}
        </option>
      ))}
    </TextField>
  );
}
