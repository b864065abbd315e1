import { useId, type FormEvent, type ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { Stack } from '../layout/Stack';
import { DecisionTitle } from './DecisionTitle';
import { keepOnBackdrop } from './keepOnBackdrop';

const useStyles = makeStyles(theme => ({
  // As the paper of a dialog, so that only its content scrolls.
  form: {
    display: 'flex',
    flex: '1 1 auto',
    flexDirection: 'column',
    minHeight: 0,
  },
  foot: { padding: theme.spacing(2, 3, 0), flexShrink: 0 },
  decision: { flexWrap: 'wrap', padding: theme.spacing(1.5, 3) },
}));

/** What {@link DecisionDialog} needs. */
export interface DecisionDialogProps {
  title: string;
  /** A line below the title: from where to where. */
  about?: ReactNode;
  /** What the button does: "Freeze prod"; there is none while there is nothing to decide on. */
  verb?: string;
  /** What leaving it does. */
  leave?: string;
  /** The button cannot be pressed. */
  blocked?: boolean;
  /** Why not, beside it. */
  whyNot?: ReactNode;
  /** It was pressed and there is no answer yet. */
  busy: boolean;
  /** Nothing is to be filled in: the button has the focus from the beginning. */
  focusVerb?: boolean;
  /** Two things are compared in it. */
  wide?: boolean;
  /** Below what scrolls, so that what is asked for is always in sight. */
  foot?: ReactNode;
  onDecide: () => void;
  onClose: () => void;
  children: ReactNode;
}

const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

/** What would happen, and one button that makes it so. Enter presses it, Esc leaves. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { title, about, wide, foot, children } = props;
  const { verb, blocked, busy, onDecide, onClose } = props;
  const classes = useStyles();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const titleId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in the only field of a form submits it, button or none.
    if (verb && !blocked && !busy) onDecide();
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth={wide ? 'md' : 'sm'}
      fullScreen={narrow}
      aria-labelledby={titleId}
      onClose={keepOnBackdrop(onClose)}
    >
      <DecisionTitle id={titleId} title={title} about={about} />
      <form noValidate className={classes.form} onSubmit={submit}>
        <DialogContent dividers>
          <Stack>{children}</Stack>
        </DialogContent>
        {foot && <div className={classes.foot}>{foot}</div>}
        <Buttons {...props} />
      </form>
    </Dialog>
  );
}

function Buttons(props: DecisionDialogProps) {
  const { verb, leave = 'Cancel', blocked, whyNot, busy, focusVerb } = props;
  const classes = useStyles();
  return (
    <DialogActions className={classes.decision}>
      {whyNot}
      <Button onClick={props.onClose}>{leave}</Button>
      {verb && (
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={blocked || busy}
          ref={focusVerb ? takeFocus : undefined}
          // A button that has the focus before it is drawn has no ripple yet, and
          // Material UI 4 breaks the page over that where the keyboard opened it.
          disableFocusRipple
        >
          {verb}
        </Button>
      )}
    </DialogActions>
  );
}
