import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type { Resource } from '@towpath/plugin-score-common';
import { Controls } from '@towpath/ui';
import { HandOverDialog } from './HandOverDialog';

/** Gives a resource to another service that uses it; nothing where none does. */
export function HandOver({ resource }: { resource: Resource }) {
  const [open, setOpen] = useState(false);
  if (!resource.abilities.includes('hand-over')) return null;
  return (
    <>
      <Controls>
        <Button size="small" onClick={() => setOpen(true)}>
          Hand over
        </Button>
      </Controls>
      {open && (
        <HandOverDialog resource={resource} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
