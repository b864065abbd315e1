import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type {
  StackQuery,
  StackSummary,
} from '@towpath/plugin-terraform-stacks-common';
import {
  Answer,
  Line,
  QueryScope,
  Quiet,
  Row,
  Rows,
  SectionCard,
  ShowMore,
  StateChip,
  Strong,
} from '@towpath/ui';
import { resourceWords } from '../../lib/drift';
import { useStacks } from '../../queries/useStacks';
import { rootRouteRef } from '../../routes';
import { DriftChip } from '../shared/DriftChip';
import { LastRun } from '../shared/LastRun';
import { StackLink } from '../shared/StackLink';

const AT_ONCE = 10;

/** What makes stacks those of an entity: it is their service, their environment or their owner. */
export type Belonging = 'service' | 'environment' | 'owner';

const NOTHING: Record<Belonging, string> = {
  service: 'No stack was made for it.',
  environment: 'No stack is in it.',
  owner: 'They have no stack.',
};

/** The stacks that belong to the entity of this page, each with how it stands. */
export function StacksCard({ by }: { by: Belonging }) {
  return (
    <QueryScope>
      <Card by={by} />
    </QueryScope>
  );
}

function Card({ by }: { by: Belonging }) {
  const { entity } = useEntity();
  const board = useRouteRef(rootRouteRef);
  const ref = stringifyEntityRef(entity);
  const value = by === 'environment' ? entity.metadata.name : ref;
  const query: StackQuery = { [by]: value, limit: AT_ONCE };
  const list = useStacks(query);
  const all = `${board?.() ?? ''}?${new URLSearchParams({ [by]: value })}`;
  return (
    <SectionCard
      title="Terraform stacks"
      note={list.data?.pages[0].total}
      // The board cannot be narrowed to a service; here are all of it.
      action={by !== 'service' && <Link to={all}>On the board</Link>}
    >
      <Answer asked={list} failure="The stacks cannot be listed" rows={2}>
        {({ pages }) => (
          <Rows label="Terraform stacks" empty={NOTHING[by]}>
            {pages
              .flatMap(({ items }) => items)
              .map(stack => (
                <StackRow key={stack.key} stack={stack} by={by} />
              ))}
          </Rows>
        )}
      </Answer>
      <ShowMore list={list} what="The stacks after these" />
    </SectionCard>
  );
}

function StackRow({ stack, by }: { stack: StackSummary; by: Belonging }) {
  const { key, environment, drift, lastRun, locked } = stack;
  return (
    <Row>
      <Line
        state={<DriftChip drift={drift} />}
        end={<Quiet component="span">{resourceWords(stack)}</Quiet>}
      >
        <Strong>
          <StackLink of={key} />
        </Strong>
        {by !== 'environment' && environment && (
          <Quiet component="span">in {environment}</Quiet>
        )}
        <span>
          <LastRun of={lastRun} />
        </span>
        {locked && <StateChip state="running" label="locked" />}
      </Line>
      {drift.status === 'unknown' && drift.why && <Quiet>{drift.why}</Quiet>}
    </Row>
  );
}
