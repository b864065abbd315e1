import { useState, type ReactNode } from 'react';
import { DecisionDialog, ErrorState, Reason, useOnce } from '@towpath/ui';

/** What {@link ReasonDialog} needs. */
export interface ReasonDialogProps {
  title: string;
  environment: string;
  verb: string;
  /** What is chosen beside the reason is not whole yet. */
  blocked?: boolean;
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

/** Something that is done to a resource, and never without a reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, environment, verb, sending, failed, children } = props;
  const [reason, setReason] = useState('');
  const { once } = useOnce();
  const isWhole = !props.blocked && reason.trim() !== '';
  const submit = () => {
    if (isWhole) once(failing => props.onDecide(reason.trim(), failing));
  };
  return (
    <DecisionDialog
      title={title}
      about={`in ${environment}`}
      verb={verb}
      blocked={!isWhole}
      busy={sending.isPending}
      onDecide={submit}
      onClose={props.onClose}
    >
      {children}
      <Reason
        label="Reason"
        helperText="For the record."
        required
        value={reason}
        onChange={setReason}
        onEnter={submit}
        focusFirst
      />
      {sending.error && <ErrorState title={failed} error={sending.error} />}
    </DecisionDialog>
  );
}
