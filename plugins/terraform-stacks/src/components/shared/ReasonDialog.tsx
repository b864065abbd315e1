import { DecisionDialog, ErrorState, Reason, useOnce } from '@towpath/ui';
import { useState, type ReactNode } from 'react';

/** As few characters as the backend takes for a reason. */
const LEAST = 3;

/** What {@link ReasonDialog} needs. */
export interface ReasonDialogProps {
  title: string;
  /** Key of the stack. */
  stack: string;
  verb: string;
  /** A run keeps what was asked of it; without one a reason is all that stays. */
  optional?: boolean;
  /** How sending it stands. */
  sending: { isPending: boolean; error: Error | null };
  /** "It was not begun": above the error. */
  failed: string;
  /** Called once, and again only after a failure. */
  onDecide: (reason: string, whenFailed: { onError: () => void }) => void;
  onClose: () => void;
  /** What would happen. */
  children: ReactNode;
}

/** Something that is done to a stack, and why. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, stack, verb, optional, sending, failed, children } = props;
  const [reason, setReason] = useState('');
  const { once } = useOnce();
  const words = reason.trim();
  const isWhole = words.length >= LEAST || (optional && words === '');
  const submit = () => {
    if (isWhole) once(failing => props.onDecide(words, failing));
  };
  return (
    <DecisionDialog
      title={title}
      about={stack}
      verb={verb}
      blocked={!isWhole}
      busy={sending.isPending}
      onDecide={submit}
      onClose={props.onClose}
    >
      {children}
      <Reason
        label="Reason"
        helperText={
          optional ? 'Welcome; it stays with the run.' : 'For the record.'
        }
        required={!optional}
        value={reason}
        onChange={setReason}
        onEnter={submit}
        focusFirst
      />
      {sending.error && <ErrorState title={failed} error={sending.error} />}
    </DecisionDialog>
  );
}
