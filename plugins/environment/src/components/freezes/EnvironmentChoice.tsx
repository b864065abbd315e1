import TextField from '@material-ui/core/TextField';
import { explainError } from '@towpath/ui';
import { useId } from 'react';
import { useEnvironmentList } from '../../queries/useDeployments';

/** Which environment is frozen. */
export function EnvironmentChoice(props: {
  value: string;
  problem?: string;
  onChange: (value: string) => void;
}) {
  const { value, problem, onChange } = props;
  const id = useId();
  const { data: environments = [], error } = useEnvironmentList();
  const failure =
    error && environments.length === 0
      ? `The environments cannot be listed: ${explainError(error).reason}`
      : undefined;
  return (
    <TextField
      select
      required
      id={id}
      size="small"
      variant="outlined"
      label="Environment"
      value={value}
      error={Boolean(problem ?? failure)}
      helperText={failure ?? problem}
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
