import TextField, { type TextFieldProps } from '@material-ui/core/TextField';
import { useId } from 'react';
import type { NewStack, Problems } from '../../lib/newStack';

/** What the parts of the form need. */
export interface FormProps {
  form: NewStack;
  problems: Problems;
  onChange: (changes: Partial<NewStack>) => void;
}

/** What {@link Field} needs. */
export interface FieldProps
  extends FormProps,
    Pick<
      TextFieldProps,
      'label' | 'helperText' | 'placeholder' | 'required' | 'multiline'
    > {
  name: Exclude<keyof NewStack, 'from'>;
  /** Those to choose from; what is written where there are none. */
  choices?: { value: string; words: string }[];
}

/** One field of a new stack, with what is wrong with it. */
export function Field(props: FieldProps) {
  const { form, problems, onChange, name, choices, helperText, ...rest } =
    props;
  const id = useId();
  return (
    <TextField
      {...rest}
      id={id}
      name={name}
      fullWidth
      size="small"
      variant="outlined"
      InputLabelProps={{ shrink: true }}
      minRows={rest.multiline ? 3 : undefined}
      value={form[name]}
      error={problems[name] !== undefined}
      helperText={problems[name] ?? helperText}
      onChange={event => onChange({ [name]: event.target.value })}
      {...(choices && { select: true, SelectProps: { native: true } })}
    >
      {choices && <option value="">choose…</option>}
      {choices?.map(({ value, words }) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </TextField>
  );
}
