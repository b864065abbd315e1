import { Link } from '@backstage/core-components';
import type { StackSummary } from '@towpath/plugin-terraform-stacks-common';
import { Quiet, RelativeTime, StateChip, type State } from '@towpath/ui';

/** How the newest run that was to change a stack stands, and the way to it. */
export function LastRun({ of }: { of: StackSummary['lastRun'] }) {
  if (!of) return <Quiet component="span">none yet</Quiet>;
  return (
    <>
      <Link to={of.link}>
        <StateChip state={of.status as State} />
      </Link>{' '}
      <Quiet component="span">
        <RelativeTime at={of.at} short />
      </Quiet>
    </>
  );
}
