import Button from '@material-ui/core/Button';
import type { StateDifference } from '@towpath/plugin-terraform-stacks-common';
import {
  Answer,
  Difference,
  Notice,
  Part,
  Quiet,
  SectionCard,
  Stack,
} from '@towpath/ui';
import { outputRows } from '../../lib/shownValue';
import { useVersionDifference } from '../../queries/useStackParts';
import { ChangeList } from '../plan/ChangeList';

/** What {@link VersionDifference} needs. */
export interface VersionDifferenceProps {
  /** Key of the stack. */
  stack: string;
  /** Ids of versions. */
  from: string;
  to: string;
  onClose: () => void;
}

const CAME_ABOUT: Record<string, string> = {
  create: 'came',
  delete: 'went',
  update: 'changed',
};

/** What is in one state and not in the other, or not the same. */
export function VersionDifference(props: VersionDifferenceProps) {
  const { stack, from, to, onClose } = props;
  const asked = useVersionDifference(stack, from, to);
  return (
    <SectionCard
      title="What differs"
      action={
        <Button size="small" onClick={onClose}>
          Close
        </Button>
      }
      padded
    >
      <Answer asked={asked} failure="They cannot be compared" rows={4}>
        {difference => <Differing difference={difference} />}
      </Answer>
    </SectionCard>
  );
}

function Differing({ difference }: { difference: StateDifference }) {
  const { readable, why, resources, outputs } = difference;
  if (!readable) {
    return (
      <Notice>
        <strong>They cannot be compared.</strong> {why}
      </Notice>
    );
  }
  if (resources.length === 0 && outputs.length === 0) {
    return <Quiet>They hold the same.</Quiet>;
  }
  return (
    <Stack>
      {resources.length > 0 && (
        <ChangeList
          label="Resources"
          changes={resources}
          labelOf={({ action }) => CAME_ABOUT[action] ?? action}
        />
      )}
      {outputs.length > 0 && (
        <Part title="Outputs">
          <Difference
            label="What differs of outputs"
            items={outputRows(outputs)}
          />
        </Part>
      )}
    </Stack>
  );
}
