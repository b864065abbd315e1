import type { ObjectChange, Plan } from '@towpath/plugin-score-common';
import { Part, Quiet, SectionCard, Stack, TextDifference } from '@towpath/ui';
import { countObjects } from '../../lib/planWords';

/** What of a service was written by hand until now, and what becomes of it; nothing where none was. */
export function Adoption({ plan }: { plan: Plan }) {
  const { handWritten = [], objects = [], environment } = plan;
  if (handWritten.length === 0) return null;
  return (
    <SectionCard
      title="Written by hand until now"
      note={countObjects(objects)}
      padded
    >
      <Stack>
        <Quiet>
          Argo CD deploys {handWritten.join(', ')} to {environment}, and what is
          rendered from score.yaml after it. This is the difference.
        </Quiet>
        {objects.map(one => (
          <Part key={one.object} title={titleOf(one)}>
            <TextDifference
              label={`What changes of ${one.object}`}
              before={one.before}
              after={one.after}
            />
          </Part>
        ))}
      </Stack>
    </SectionCard>
  );
}

function titleOf({ object, before, after }: ObjectChange): string {
  if (before === undefined) return `${object}, new`;
  return after === undefined ? `${object}, goes` : object;
}
