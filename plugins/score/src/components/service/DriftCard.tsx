import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type { ScoreService } from '@towpath/plugin-score-common';
import {
  Controls,
  Difference,
  Line,
  Quiet,
  RelativeTime,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
} from '@towpath/ui';
import { driftOf, needingALook, type PlacedResource } from '../../lib/drift';
import { TypeName } from '../shared/TypeName';
import { AcceptDialog } from './AcceptDialog';
import { MendByPlan } from './MendByPlan';

/** What is not as it was provided, and what could not be looked at: what differs, and what to do about it. */
export function DriftCard({ service }: { service: ScoreService }) {
  const all = needingALook(service);
  if (all.length === 0) return null;
  return (
    <SectionCard title="Not as provided">
      <Rows label="Not as provided">
        {all.map(placed => (
          <DriftRow key={placed.resource.id} placed={placed} />
        ))}
      </Rows>
    </SectionCard>
  );
}

function DriftRow({ placed }: { placed: PlacedResource }) {
  const { environment, resource } = placed;
  const drift = driftOf(resource);
  return (
    <Row>
      <Line state={<DriftChip placed={placed} />} end={<Since of={placed} />}>
        <Strong>{resource.name}</Strong>
        <TypeName of={resource} />
        <Quiet component="span">in {environment}</Quiet>
      </Line>
      {drift?.reason && <Quiet>{drift.reason}</Quiet>}
      {drift && drift.differences && drift.differences.length > 0 && (
        <Difference
          label={`What differs of ${resource.name}`}
          sides={['found', 'provided']}
          items={drift.differences.map(({ field, ...values }) => ({
            name: field,
            ...values,
          }))}
        />
      )}
      <Unasked of={placed} />
      {drift && <WaysOut placed={placed} />}
    </Row>
  );
}

function DriftChip({ placed: { resource } }: { placed: PlacedResource }) {
  const drift = driftOf(resource);
  if (!drift) return <StateChip state="unasked" />;
  return drift.status === 'missing' ? (
    <StateChip state="missing" />
  ) : (
    <StateChip state="drifted" label="changed by hand" />
  );
}

function Since({ of: { resource } }: { of: PlacedResource }) {
  const { driftedAt } = resource.observation ?? {};
  return driftedAt ? (
    <>
      found <RelativeTime at={driftedAt} />
    </>
  ) : null;
}

/** What was seen before stands as it was, and is that old. */
function Unasked({ of: { resource } }: { of: PlacedResource }) {
  const { unasked, lookedAt } = resource.observation ?? {};
  if (!unasked) return null;
  return (
    <Quiet>
      Could not be asked, first <RelativeTime at={unasked.since} />:{' '}
      {unasked.reason}.{' '}
      {lookedAt ? (
        <>
          What is known of it is from <RelativeTime at={lookedAt} />.
        </>
      ) : (
        'Nobody has answered yet.'
      )}
    </Quiet>
  );
}

function WaysOut({ placed }: { placed: PlacedResource }) {
  const [accepting, setAccepting] = useState(false);
  const { resource } = placed;
  return (
    <>
      <Controls>
        <MendByPlan placed={placed} />
        {driftOf(resource)?.status === 'changed' && (
          <Button size="small" onClick={() => setAccepting(true)}>
            Accept
          </Button>
        )}
      </Controls>
      {accepting && (
        <AcceptDialog placed={placed} onClose={() => setAccepting(false)} />
      )}
    </>
  );
}
