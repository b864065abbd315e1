import { useId, type FormEvent, type ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTheme } from '@material-ui/core/styles';
import { keepOnBackdrop } from '../../lib/keepOnBackdrop';
import { useCalmStyles } from './useCalmStyles';

/** What {@link DecisionDialog} needs. */
export interface DecisionDialogProps {
  title: string;
  /** What the button does: "Freeze prod". */
  verb: string;
  /** What leaving it does. */
  leave?: string;
  /** The button cannot be pressed. */
  blocked?: boolean;
  /** It was pressed and there is no answer yet. */
  busy: boolean;
  /** Nothing is to be filled in: the button has the focus from the beginning. */
  focusVerb?: boolean;
  onDecide: () => void;
  onClose: () => void;
  children: ReactNode;
}

const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

/** What would happen, and one button that makes it so; Enter presses it. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { title, verb, leave = 'Cancel', blocked, busy, children } = props;
  const { focusVerb, onDecide, onClose } = props;
  const classes = useCalmStyles();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const titleId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDecide();
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={narrow}
      aria-labelledby={titleId}
      onClose={keepOnBackdrop(onClose)}
    >
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <form noValidate className={classes.dialogForm} onSubmit={submit}>
        <DialogContent dividers className={classes.stack}>
          {children}
        </DialogContent>
        <DialogActions className={classes.decision}>
          <Button onClick={onClose}>{leave}</Button>
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
        </DialogActions>
      </form>
    </Dialog>
  );
}
