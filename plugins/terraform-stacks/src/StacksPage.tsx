import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { Person, RunList } from '@towpath/plugin-runs-react';
import {
  TERRAFORM_STACKS_RUNS,
  type StackSummary,
} from '@towpath/plugin-terraform-stacks-common';
import {
  Answer,
  EmptyState,
  EVERY_MINUTE_MS,
  Line,
  Page,
  QueryScope,
  Quiet,
  RelativeTime,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
  type State,
} from '@towpath/ui';
import { terraformStacksApiRef } from './plugin';

/** All stacks, whose they are, and the runs on them. */
export function StacksPage() {
  return (
    <QueryScope>
      <Page title="Terraform stacks">
        <Stacks />
        <RunList
          title="Runs"
          kind={TERRAFORM_STACKS_RUNS}
          nothing="Nothing was planned yet."
        />
      </Page>
    </QueryScope>
  );
}

function Stacks() {
  const api = useApi(terraformStacksApiRef);
  const stacks = useQuery({
    queryKey: ['terraform-stacks', 'stacks'],
    queryFn: () => api.stacks(),
    refetchInterval: EVERY_MINUTE_MS,
  });
  return (
    <SectionCard title="Stacks">
      <Answer asked={stacks} failure="The stacks cannot be listed" rows={3}>
        {items => (
          <Rows label="Stacks" empty={<NoStack />}>
            {items.map(stack => (
              <StackRow key={stack.key} stack={stack} />
            ))}
          </Rows>
        )}
      </Answer>
    </SectionCard>
  );
}

function NoStack() {
  return (
    <EmptyState
      title="There is no stack yet"
      why="A stack is what one Terraform module has made in one place, with its state. A template with the action terraform:plan makes it; Sample stack is one that makes nothing real."
      action={
        <Link to="/create/templates/default/sandbox-stack">
          Begin a sample stack
        </Link>
      }
    />
  );
}

function StackRow({ stack }: { stack: StackSummary }) {
  const { key, owner, lastRun } = stack;
  return (
    <Row>
      <Line
        state={lastRun && <StateChip state={lastRun.status as State} />}
        end={lastRun && <RelativeTime at={lastRun.at} />}
      >
        <Strong>{lastRun ? <Link to={lastRun.link}>{key}</Link> : key}</Strong>
        <Quiet component="span">
          of <Person by={owner} />
        </Quiet>
      </Line>
    </Row>
  );
}
