import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { PatchEffect } from '@towpath/plugin-score-common';
import {
  Difference,
  Line,
  Quiet,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
} from '@towpath/ui';

/** What each of the platform's patches changes in what is rendered, and whose it is. Nothing where there is none. */
export function PatchEffects({ patches }: { patches?: PatchEffect[] }) {
  if (!patches || patches.length === 0) return null;
  const changing = patches.filter(({ objects }) => objects.length > 0);
  const idle = patches.filter(({ objects }) => objects.length === 0);
  return (
    <SectionCard title="Changed by the platform" note={count(changing.length)}>
      <Rows label="Patches of the platform">
        {changing.map(patch => (
          <Effective key={patch.name} patch={patch} />
        ))}
        {idle.map(patch => (
          <Row key={patch.name} dense>
            <Line state={<StateChip state="none" label="without effect" />}>
              <span>{patch.title}</span>
              <Quiet component="span">{patch.whyNot}</Quiet>
            </Line>
          </Row>
        ))}
      </Rows>
    </SectionCard>
  );
}

function Effective({ patch }: { patch: PatchEffect }) {
  const { title, description, owner, objects } = patch;
  return (
    <Row>
      <Line
        state={<StateChip state="update" label="changes" />}
        end={
          owner && (
            <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
          )
        }
      >
        <Strong>{title}</Strong>
      </Line>
      {description && <Quiet>{description}</Quiet>}
      <Difference
        label={`What ${title} changes`}
        items={objects.flatMap(({ object, changes }) =>
          changes.map(({ field, before, after }) => ({
            ...{ name: field, place: object, before, after },
          })),
        )}
      />
    </Row>
  );
}

function count(patches: number): string {
  if (patches === 0) return 'nothing';
  return patches === 1 ? '1 patch' : `${patches} patches`;
}
