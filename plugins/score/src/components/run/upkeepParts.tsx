import { Link } from '@backstage/core-components';
import { serviceName } from '@towpath/plugin-environment-common';
import type { Run } from '@towpath/plugin-runs-common';
import type { RunPartProps, RunParts } from '@towpath/plugin-runs-react';
import { Line, Part, Quiet, SectionCard, Stack, Strong } from '@towpath/ui';
import { upkeepOf, upkeepWords } from '../../lib/upkeepOf';
import { useServiceTab } from '../../routes/useServiceTab';
import { ServiceLink } from '../shared/ServiceLink';
import { TypeName } from '../shared/TypeName';

/** What is only of work on one resource on the pages of runs. */
export const upkeepParts: RunParts = {
  Title: ({ run }) => {
    const upkeep = upkeepOf(run);
    const { name, service, environment } = upkeep;
    return (
      <>
        {serviceName(service)} in {environment}: {upkeepWords(upkeep).doing}{' '}
        {name}
      </>
    );
  },
  Heading: ({ run }) => {
    const upkeep = upkeepOf(run);
    const { name, service, environment, to } = upkeep;
    return (
      <>
        {upkeepWords(upkeep).doing} {name} of <ServiceLink service={service} />{' '}
        in {environment}
        {to && (
          <>
            {' '}
            to <ServiceLink service={to} />
          </>
        )}
      </>
    );
  },
  Links,
  Change,
};

/** What the services have now that it concerns. */
function Links({ run }: RunPartProps) {
  const tabOf = useServiceTab();
  const { service, environment, to } = upkeepOf(run);
  return (
    <Line links="Elsewhere">
      {[service, to].map(
        one =>
          one && (
            <Link
              key={one}
              to={`${tabOf(one)}?environment=${encodeURIComponent(
                environment,
              )}`}
            >
              What {serviceName(one)} has now
            </Link>
          ),
      )}
    </Line>
  );
}

function Change({ run }: RunPartProps) {
  const upkeep = upkeepOf(run);
  const { name, type, service, environment } = upkeep;
  const { class: kind = 'default' } = upkeep;
  return (
    <SectionCard title="What is done" padded>
      <Stack>
        <Part title="To what">
          <Line>
            <Strong>{name}</Strong>
            {type && <TypeName of={{ type, class: kind }} />}
            <Quiet component="span">
              of <ServiceLink service={service} /> in {environment}
            </Quiet>
          </Line>
        </Part>
        <Part title="What it means">{upkeepWords(upkeep).means}</Part>
        <Part title="What came of it">{outcomeOf(run)}</Part>
      </Stack>
    </SectionCard>
  );
}

function outcomeOf(run: Run): string {
  const { status, endedAt, outcome } = run;
  if (status === 'succeeded') return upkeepWords(upkeepOf(run)).done;
  if (!endedAt) return 'It is not done yet.';
  return outcome ? `It was not done: ${outcome}` : 'It was not done.';
}
