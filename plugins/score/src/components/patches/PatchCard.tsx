import type { Patch } from '@towpath/plugin-score-common';
import { Line, Part, Quiet, SectionCard, Sides, Stack } from '@towpath/ui';
import { OwnedBy } from '../shared/OwnedBy';
import { PlainText } from '../shared/PlainText';
import { ServiceLink } from '../shared/ServiceLink';

/** A patch: what it changes of which objects, where it holds, whose it is, and what it has changed by now. */
export function PatchCard({ of }: { of: Patch }) {
  const { title, name, description, owner, file, order } = of;
  const { match, objects, changes, workloads } = of;
  return (
    <SectionCard title={title} note={name} padded>
      <Stack>
        {description && <Quiet>{description}</Quiet>}
        <Sides>
          <Text title="It changes" text={changes} />
          <Stack>
            <Text title="Of these objects" text={objects} />
            <Text title="Where" text={match ?? 'everywhere'} />
          </Stack>
        </Sides>
        <Part title={countOf(workloads.length)}>
          <Workloads of={of} />
        </Part>
        <Line>
          <OwnedBy owner={owner} />
          <Quiet component="span">
            {file}, order {order}
          </Quiet>
        </Line>
      </Stack>
    </SectionCard>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <Part title={title}>
      <PlainText text={text} />
    </Part>
  );
}

function Workloads({ of: { workloads } }: { of: Patch }) {
  if (workloads.length === 0) {
    return <Quiet>Nothing was written with it yet.</Quiet>;
  }
  return (
    <Line>
      {workloads.map(({ service, environment }) => (
        <span key={`${service} ${environment}`}>
          <ServiceLink service={service} />{' '}
          <Quiet component="span">in {environment}</Quiet>
        </span>
      ))}
    </Line>
  );
}

function countOf(workloads: number): string {
  return workloads === 1
    ? 'It has changed 1 workload'
    : `It has changed ${workloads} workloads`;
}
