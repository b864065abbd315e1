import { makeStyles } from '@material-ui/core/styles';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import { RiSearchLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { useSlashKey } from '../keys/useSlashKey';

/** Long enough not to ask for each letter, short enough to feel at once. */
const TYPING_MS = 200;

const useStyles = makeStyles(theme => ({
  root: {
    width: 220,
    [theme.breakpoints.down('xs')]: { width: '100%' },
  },
}));

/** What {@link FilterText} needs. */
export interface FilterTextProps {
  /** "Filter services". */
  label: string;
  value: string;
  /** `/` leads to it from anywhere: for the one filter of a whole page. */
  takesSlash?: boolean;
  onChange: (text: string) => void;
}

/** A filter by a part of the name; Esc leads out of it. */
export function FilterText(props: FilterTextProps) {
  const { label, value, takesSlash = false, onChange } = props;
  const classes = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  useSlashKey(input, { isOn: takesSlash });
  useEffect(() => setText(value), [value]);
  useDebounce(() => text !== value && onChange(text), TYPING_MS, [text]);
  return (
    <TextField
      className={classes.root}
      inputRef={input}
      variant="outlined"
      size="small"
      type="search"
      placeholder={label}
      value={text}
      onChange={event => setText(event.target.value)}
      onKeyDown={event => event.key === 'Escape' && input.current?.blur()}
      inputProps={{
        'aria-label': label,
        'aria-keyshortcuts': takesSlash ? '/' : undefined,
      }}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <RiSearchLine size={16} aria-hidden />
          </InputAdornment>
        ),
      }}
    />
  );
}
