import { useEffect, useId, useRef } from 'react';
import TextField from '@material-ui/core/TextField';

/** As many characters as the backend keeps. */
const REASON_LIMIT = 2_000;

/** What {@link Reason} needs. */
export interface ReasonProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What to do about it, when it is not right. */
  problem?: string;
  helperText?: string;
  required?: boolean;
  /** Is where one writes as soon as it appears. */
  focusFirst?: boolean;
  /** Enter does the main thing; Shift+Enter begins a line. */
  onEnter?: () => void;
}

/** Why somebody does something, in their own words. */
export function Reason(props: ReasonProps) {
  const {
    label,
    value,
    onChange,
    problem,
    helperText,
    onEnter,
    focusFirst,
    ...rest
  } = props;
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focusFirst) input.current?.focus();
  }, [focusFirst]);
  return (
    <TextField
      {...rest}
      id={id}
      inputRef={input}
      fullWidth
      multiline
      maxRows={6}
      size="small"
      variant="outlined"
      label={label}
      value={value}
      error={problem !== undefined}
      helperText={problem ?? helperText}
      inputProps={{ maxLength: REASON_LIMIT }}
      onChange={event => onChange(event.target.value)}
      onKeyDown={event => {
        // That Enter ends a word of an input method, such as one for Japanese.
        if (event.nativeEvent.isComposing) return;
        if (event.key !== 'Enter' || event.shiftKey || !onEnter) return;
        event.preventDefault();
        onEnter();
      }}
    />
  );
}
