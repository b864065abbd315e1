import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useMine, useStillLoading } from '@towpath/home-react';
import type { Freeze } from '@towpath/plugin-environment-common';
import {
  Answer,
  both,
  formatMoment,
  Line,
  Quiet,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
  useNow,
} from '@towpath/ui';
import { DateTime } from 'luxon';
import { useFreezes } from '../../queries/useFreezes';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import { freezesRouteRef } from '../../routes';

/** Freezes that hold services of the person who looks now. Absent when none does. */
export function FreezesSection() {
  const asked = both(useMine(), useFreezes());
  useLiveUpdates();
  useStillLoading(!asked.data && !asked.error);
  return (
    <Answer asked={asked} failure="What is frozen is not known" rows={1}>
      {([{ owned }, { pages }]) => (
        <FreezeCard
          freezes={pages
            .flatMap(({ items }) => items)
            .filter(freeze => holds(freeze, owned.entities))}
        />
      )}
    </Answer>
  );
}

function FreezeCard({ freezes }: { freezes: Freeze[] }) {
  const page = useRouteRef(freezesRouteRef);
  if (freezes.length === 0) return null;
  return (
    <SectionCard title="Freezes" note={freezes.length}>
      <Rows label="Freezes">
        {freezes.map(freeze => (
          <Row key={freeze.id} dense>
            <Line
              state={<StateChip state="closed" label="Freeze" />}
              end={<Link to={page()}>See freezes</Link>}
            >
              <Strong>{freeze.environment}</Strong>
              <Reason freeze={freeze} />
            </Line>
          </Row>
        ))}
      </Rows>
    </SectionCard>
  );
}

function Reason({ freeze: { reason, endsAt } }: { freeze: Freeze }) {
  const now = useNow();
  const until = endsAt && formatMoment(DateTime.fromISO(endsAt), now);
  return (
    <Quiet component="span">
      {until ? `${reason}, until ${until}` : reason}
    </Quiet>
  );
}

/** A freeze of no service in particular holds those of everybody who has one. */
function holds({ active, services }: Freeze, owned: Entity[]): boolean {
  const mine = owned
    .filter(({ kind }) => kind === 'Component')
    .map(entity => stringifyEntityRef(entity));
  const isOfSome = services !== undefined && services.length > 0;
  return (
    active && mine.some(service => !isOfSome || services.includes(service))
  );
}
