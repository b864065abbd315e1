import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type { PlannedResource } from '@towpath/plugin-score-common';
import { Quiet } from '@towpath/ui';
import { Considered } from '../shared/Considered';

/** Which definition provides a resource, and at a press why no other one does. */
export function WhyThisDefinition({ of }: { of: PlannedResource }) {
  const [open, setOpen] = useState(false);
  const { name, definition, considered = [], ownedBy } = of;
  if (!definition || ownedBy) return null;
  return (
    <>
      <Quiet>
        Provided by {definition}{' '}
        {considered.length > 0 && (
          <Button
            size="small"
            aria-expanded={open}
            aria-label={`Why ${definition} provides ${name}`}
            onClick={() => setOpen(!open)}
          >
            Why
          </Button>
        )}
      </Quiet>
      {open && <Considered chosen={definition} considered={considered} />}
    </>
  );
}
