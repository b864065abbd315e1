import Button from '@material-ui/core/Button';
import { Answer, isNotFound, Quiet } from '@towpath/ui';
import { useState } from 'react';
import { useLookLines } from '../../queries/useStackParts';
import { MachineText } from '../shared/MachineText';

/** What Terraform said when it was looked at, on demand. */
export function LookLog({ run }: { run: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        size="small"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Hide' : 'Show'} what Terraform said
      </Button>
      {isOpen && <Lines run={run} />}
    </div>
  );
}

function Lines({ run }: { run: string }) {
  const asked = useLookLines(run);
  if (isNotFound(asked.error)) {
    return <Quiet>It is kept for two days, and is gone.</Quiet>;
  }
  return (
    <Answer asked={asked} failure="It cannot be shown" rows={3}>
      {lines =>
        lines.length === 0 ? (
          <Quiet>It said nothing.</Quiet>
        ) : (
          <MachineText
            label="What Terraform said"
            text={lines.map(({ message }) => message).join('\n')}
          />
        )
      }
    </Answer>
  );
}
