import { Link } from '@backstage/core-components';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import type {
  HeldDetails,
  Verdict,
} from '@towpath/plugin-template-gates-common';
import type { RunPartProps, RunParts } from '@towpath/plugin-runs-react';
import {
  Controls,
  Line,
  Notice,
  Quiet,
  Row,
  Rows,
  SectionCard,
  Stack,
  Strong,
} from '@towpath/ui';
import { Fragment } from 'react';
import { GoOn } from './GoOn';
import { withoutMasked } from './withoutMasked';

const detailsOf = ({ details }: RunPartProps['run']) =>
  details as unknown as HeldDetails;

/** What somebody looks at who decides whether a template may begin. */
export const parts: RunParts = {
  Middle: ({ run }) => {
    const { differences, values, templateSteps } = detailsOf(run);
    return (
      <>
        <Differences of={differences} />
        <Quiet>What goes in: {allInWords(values)}</Quiet>
        <Quiet>
          What it would do: {templateSteps.map(({ name }) => name).join(', ')}
        </Quiet>
      </>
    );
  },
  Change: ({ run }) => {
    const { differences, values } = detailsOf(run);
    return (
      <>
        <SectionCard title="What leaves the golden path">
          <Differences of={differences} />
        </SectionCard>
        <SectionCard title="What goes in">
          <Rows label="What goes in" empty="Nothing.">
            {Object.entries(values).map(([name, value]) => (
              <Row key={name} dense>
                <Line>
                  <Strong>{name}</Strong>
                  <span>{inWords(value)}</span>
                </Line>
              </Row>
            ))}
          </Rows>
        </SectionCard>
      </>
    );
  },
  Beside: ({ run }) => (
    <SectionCard title="What it would do">
      <Unseen of={detailsOf(run).unseen} />
      <Rows label="What it would do" empty="It has no steps." ordered>
        {detailsOf(run).templateSteps.map(({ id, name, action }) => (
          <Row key={id} dense>
            <Line>
              <span>{name}</span>
              <Quiet component="span">{action}</Quiet>
            </Line>
          </Row>
        ))}
      </Rows>
    </SectionCard>
  ),
  Links: ({ run }) => <WayOn run={run} />,
};

/** Who agrees knows what they cannot know. */
function Unseen({ of }: { of: string[] }) {
  if (of.length === 0) return null;
  return (
    <Notice>
      What these steps fetch is known only when they run, so it was not looked
      at: {of.join(', ')}.
    </Notice>
  );
}

function Differences({ of }: { of: Verdict[] }) {
  return (
    <Rows label="What leaves the golden path" empty="Nothing by now.">
      {of.map(one => (
        <Row key={`${one.policy}/${one.rule}`}>
          <Stack>
            {one.field && (
              <Line>
                <Strong>
                  {one.field}: {one.value ?? 'nothing'}
                </Strong>
                {one.instead && (
                  <Quiet component="span">golden path: {one.instead}</Quiet>
                )}
              </Line>
            )}
            <span>{one.message}</span>
            <Quiet>
              rule {one.rule} of {one.policy}; asked{' '}
              {(one.groups ?? []).map((group, index) => (
                <Fragment key={group}>
                  {index > 0 && ', '}
                  <EntityRefLink entityRef={group} hideIcon />
                </Fragment>
              ))}
            </Quiet>
          </Stack>
        </Row>
      ))}
    </Rows>
  );
}

/** Where to go from here: the task, or the form with the same answers. */
function WayOn({ run }: RunPartProps) {
  const { id, status, endedAt, requestedBy } = run;
  const { template, values, task, needsRequester } = detailsOf(run);
  const identity = useApi(identityApiRef);
  const { data: me } = useQuery({
    queryKey: ['template-gates', 'me'],
    queryFn: () => identity.getBackstageIdentity(),
  });
  const isMine = me?.userEntityRef === requestedBy;
  const [namespace, name] = template.split(':')[1].split('/');
  const formData = JSON.stringify(withoutMasked(values));
  const form = `/create/templates/${namespace}/${name}?${new URLSearchParams({
    formData,
  })}`;
  if (!task && !isMine) return null;
  return (
    <Controls>
      {needsRequester && !endedAt && isMine && <GoOn id={id} />}
      <Link to={`/create/tasks/${id}`}>
        {task ? 'See the task' : 'See it as a task'}
      </Link>
      {isMine && status !== 'succeeded' && (
        <Link to={form}>Change and ask again</Link>
      )}
    </Controls>
  );
}

function allInWords(values: HeldDetails['values']): string {
  const said = Object.entries(values).map(
    ([name, value]) => `${name} ${inWords(value)}`,
  );
  return said.join(', ') || 'nothing';
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
