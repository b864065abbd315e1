import { useId, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { serviceName } from '@towpath/plugin-environment-common';
import type { Resource } from '@towpath/plugin-score-common';
import { Quiet, ReasonDialog } from '@towpath/ui';
import { useNavigate } from 'react-router-dom';
import { useHandOver } from '../../queries/useUpkeep';

/** What {@link HandOverDialog} needs. */
export interface HandOverDialogProps {
  resource: Resource;
  onClose: () => void;
}

/** Who of those that use a resource is to own it, and why; leads to the run that does it. */
export function HandOverDialog({ resource, onClose }: HandOverDialogProps) {
  const { name, environment, users = [] } = resource;
  const [to, setTo] = useState(users.length === 1 ? users[0].service : '');
  const handOver = useHandOver(resource.id);
  const navigate = useNavigate();
  return (
    <ReasonDialog
      title={`Hand over: ${name}`}
      about={`in ${environment}`}
      verb="Hand over"
      blocked={to === ''}
      sending={handOver}
      failed="It was not begun"
      onDecide={(reason, whenFailed) =>
        handOver.mutate(
          { to, reason },
          { onSuccess: ({ link }) => navigate(link), ...whenFailed },
        )
      }
      onClose={onClose}
    >
      <Quiet>
        It is the other service&apos;s from then on, which alone can change it
        and pays for it. This one goes on using it, as long as its Score file
        asks for it.
      </Quiet>
      <UserChoice users={users} value={to} onChange={setTo} />
    </ReasonDialog>
  );
}

function UserChoice(props: {
  users: NonNullable<Resource['users']>;
  value: string;
  onChange: (service: string) => void;
}) {
  const id = useId();
  return (
    <TextField
      select
      required
      id={id}
      size="small"
      variant="outlined"
      label="To"
      value={props.value}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      onChange={event => props.onChange(event.target.value)}
    >
      <option value="">choose…</option>
      {props.users.map(({ service }) => (
        <option key={service} value={service}>
          {serviceName(service)}
        </option>
      ))}
    </TextField>
  );
}
