import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Answer,
  isNotFound,
  Line,
  QueryScope,
  Quiet,
  SectionCard,
  Stack,
} from '@towpath/ui';
import { resourceWords } from '../../lib/drift';
import { useStack } from '../../queries/useStack';
import { DriftChip } from '../shared/DriftChip';
import { LastRun } from '../shared/LastRun';
import { StackLink } from '../shared/StackLink';

/** On a stack of the catalog: how it stands, and the way to where it is changed. */
export function StackCard() {
  return (
    <QueryScope>
      <Card />
    </QueryScope>
  );
}

function Card() {
  const { entity } = useEntity();
  const key = entity.metadata.name;
  const asked = useStack(key);
  return (
    <SectionCard
      title="How it stands"
      action={asked.data && <StackLink of={key} />}
      padded
    >
      {isNotFound(asked.error) && !asked.data ? (
        <Quiet>
          The portal has not taken up its definition yet; it does as soon as it
          has read it.
        </Quiet>
      ) : (
        <Answer asked={asked} failure="It cannot be shown" rows={2}>
          {({ stack }) => (
            <Stack>
              <Line>
                <span>
                  Last run: <LastRun of={stack.lastRun} />
                </span>
                <DriftChip drift={stack.drift} />
                <Quiet component="span">{resourceWords(stack)}</Quiet>
              </Line>
              {stack.drift.why && <Quiet>{stack.drift.why}</Quiet>}
            </Stack>
          )}
        </Answer>
      )}
    </SectionCard>
  );
}
