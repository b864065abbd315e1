import type { RemovalProof } from '@towpath/plugin-score-common';
import {
  Line,
  Moment,
  Quiet,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
} from '@towpath/ui';

const LOOKS = {
  left: { state: 'failed', label: 'left' },
  stays: { state: 'asks', label: 'stays' },
  kept: { state: 'kept', label: 'copy kept' },
  gone: { state: 'done', label: 'gone' },
} as const;

/** What has to be seen comes first. */
const ORDER: RemovalProof['state'][] = ['left', 'stays', 'kept', 'gone'];

/** What drivers and Argo CD have said of a service after it was removed, each thing for itself. */
export function WhatIsLeft({ proof }: { proof?: RemovalProof[] }) {
  if (!proof) {
    return (
      <SectionCard title="What is left" padded>
        <Quiet>
          It is asked at the end: whoever has something says whether it is gone.
        </Quiet>
      </SectionCard>
    );
  }
  const sorted = ORDER.flatMap(state =>
    proof.filter(one => one.state === state),
  );
  return (
    <SectionCard title="What is left" note={summarise(proof)}>
      <Rows label="What is left">
        {sorted.map(one => (
          <ProofRow key={`${one.name} ${one.type}`} of={one} />
        ))}
      </Rows>
    </SectionCard>
  );
}

function ProofRow({ of: one }: { of: RemovalProof }) {
  const { name, type, state, reason, until, restore } = one;
  return (
    <Row dense>
      <Line
        state={<StateChip {...LOOKS[state]} />}
        end={
          until && (
            <>
              until <Moment at={until} />
            </>
          )
        }
      >
        <Strong>{name}</Strong>
        {type && <Quiet component="span">{type}</Quiet>}
      </Line>
      {reason && <Quiet>{reason}</Quiet>}
      {restore && <Quiet>{restore}</Quiet>}
    </Row>
  );
}

function summarise(proof: RemovalProof[]): string {
  const left = proof.filter(({ state }) => state === 'left').length;
  if (left > 0) return `${left} still there`;
  const kept = proof.filter(({ state }) => state === 'kept').length;
  return kept > 0 ? `nothing but ${kept} kept` : 'nothing';
}
