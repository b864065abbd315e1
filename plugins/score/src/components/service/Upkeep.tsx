import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type { Resource } from '@towpath/plugin-score-common';
import { Controls } from '@towpath/ui';
import { UPKEEP_WORKS, type UpkeepWork } from '../../lib/upkeep';
import { UpkeepDialog } from './UpkeepDialog';

/** What can be done with one resource as it stands, beside planning. Nothing where nothing can. */
export function Upkeep({ resource }: { resource: Resource }) {
  const [work, setWork] = useState<UpkeepWork>();
  const works = UPKEEP_WORKS.filter(one =>
    resource.abilities.includes(one.does),
  );
  if (works.length === 0) return null;
  return (
    <>
      <Controls>
        {works.map(one => (
          <Button key={one.does} size="small" onClick={() => setWork(one)}>
            {one.verb}
          </Button>
        ))}
      </Controls>
      {work && (
        <UpkeepDialog
          work={work}
          resource={resource}
          onClose={() => setWork(undefined)}
        />
      )}
    </>
  );
}
