import type { StackQuery } from '@towpath/plugin-terraform-stacks-common';
import {
  Answer,
  EmptyState,
  Page,
  Quiet,
  Rows,
  SectionCard,
  ShowMore,
} from '@towpath/ui';
import { useStacks } from '../../queries/useStacks';
import { useStackSignals } from '../../queries/useStackSignals';
import { DriftedRow } from './DriftedRow';
import { UnknownRow } from './UnknownRow';

/** What is not as Terraform made it, and of what nobody knows; with the ways out. */
export function DriftPage() {
  useStackSignals();
  const inSync = useStacks({ drift: 'in-sync', limit: 1 });
  const total = inSync.data?.pages[0].total;
  return (
    <Page title="Drift of Terraform stacks">
      <Quiet live>
        {total !== undefined &&
          (total === 1
            ? '1 stack is as Terraform made it.'
            : `${total} stacks are as Terraform made them.`)}
      </Quiet>
      <Drifted />
      <Unknown />
    </Page>
  );
}

/** Those with one standing, and how many there are. */
function useStanding(drift: StackQuery['drift']) {
  const list = useStacks({ drift, limit: 50 });
  return { list, total: list.data?.pages[0].total };
}

function Drifted() {
  const { list, total } = useStanding('drifted');
  return (
    <SectionCard title="Changed outside of Terraform" note={total}>
      <Answer asked={list} failure="The stacks cannot be listed" rows={4}>
        {({ pages }) => (
          <Rows label="Changed outside of Terraform" empty={<NoDrift />}>
            {pages
              .flatMap(({ items }) => items)
              .map(stack => (
                <DriftedRow key={stack.key} stack={stack} />
              ))}
          </Rows>
        )}
      </Answer>
      <ShowMore list={list} what="The stacks after these" />
    </SectionCard>
  );
}

function NoDrift() {
  return (
    <EmptyState
      title="No drift is known"
      why="The portal looks at each stack now and then. What somebody changes by hand is here then, with what differs and the ways to mend or to accept it."
    />
  );
}

function Unknown() {
  const { list, total } = useStanding('unknown');
  return (
    <SectionCard title="Not known" note={total}>
      <Answer asked={list} failure="The stacks cannot be listed" rows={3}>
        {({ pages }) => (
          <Rows label="Not known" empty="Each stack was looked at.">
            {pages
              .flatMap(({ items }) => items)
              .map(stack => (
                <UnknownRow key={stack.key} stack={stack} />
              ))}
          </Rows>
        )}
      </Answer>
      <ShowMore list={list} what="The stacks after these" />
    </SectionCard>
  );
}
