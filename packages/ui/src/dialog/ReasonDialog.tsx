import { useState, type ReactNode } from 'react';
import { ErrorState } from '../ErrorState/ErrorState';
import { useOnce } from '../useOnce/useOnce';
import { DecisionDialog, type DecisionDialogProps } from './DecisionDialog';
import { Reason } from './Reason';

/** What {@link ReasonDialog} needs. */
export interface ReasonDialogProps
  extends Pick<
    DecisionDialogProps,
    'title' | 'about' | 'leave' | 'blocked' | 'onClose'
  > {
  verb: string;
  /** As few characters as the backend takes for a reason. Default: 1. */
  least?: number;
  /** It can be left out; what is written all the same has to be whole. */
  optional?: boolean;
  /** What becomes of the reason. Default: "For the record." */
  helperText?: string;
  /** How sending it stands. */
  sending: { isPending: boolean; error: Error | null };
  /** "It was not begun": above the error. */
  failed: string;
  /** Called once, and again only after a failure; with an empty reason where that is left out. */
  onDecide: (reason: string, whenFailed: { onError: () => void }) => void;
  /** What would happen. */
  children?: ReactNode;
}

/** Something that is done, and why. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { verb, least = 1, optional = false, blocked, sending, failed } = props;
  const [reason, setReason] = useState('');
  const { once } = useOnce();
  const words = reason.trim();
  const isWhole = words.length >= least || (optional && words === '');
  const submit = () => {
    if (!blocked && isWhole) once(failing => props.onDecide(words, failing));
  };
  return (
    <DecisionDialog
      title={props.title}
      about={props.about}
      verb={verb}
      leave={props.leave}
      blocked={blocked || !isWhole}
      busy={sending.isPending}
      onDecide={submit}
      onClose={props.onClose}
    >
      {props.children}
      <Reason
        label="Reason"
        helperText={props.helperText ?? 'For the record.'}
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
