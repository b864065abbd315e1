import type { Deployment } from '@towpath/plugin-environment-common';
import { StateChip } from '@towpath/ui';
import { insteadOfVersion, reasonsOf } from '../../lib/describePlace';

/** What {@link Reasons} needs. */
export interface ReasonsProps {
  deployment: Deployment;
  /** Of each reason. */
  className?: string;
}

/** Why less is known of a place than usual; the state is left out where it stands instead of the version. */
export function Reasons({ deployment, className }: ReasonsProps) {
  const shown = insteadOfVersion(deployment)?.state;
  return (
    <>
      {reasonsOf(deployment).map(({ state, words }) => (
        <span key={words} className={className} title={words}>
          {state && state !== shown && (
            <>
              <StateChip state={state} />:{' '}
            </>
          )}
          {words}
        </span>
      ))}
    </>
  );
}
