import type { Comparison } from '@towpath/plugin-environment-common';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { Version } from '../shared/Version';

/** What goes where, and what runs there now. */
export function PromoteAbout(props: {
  place: PromotionPlace;
  comparison?: Comparison;
}) {
  const { from, to } = props.place;
  const { comparison } = props;
  if (!comparison) {
    return (
      <>
        {from} → {to}
      </>
    );
  }
  const running = comparison.current?.version;
  return (
    <>
      {from} <Version of={comparison.version} /> → {to} (
      {running ? (
        <>
          runs <Version of={running} />
        </>
      ) : (
        'runs nothing yet'
      )}
      )
    </>
  );
}
