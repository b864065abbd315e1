import type { Resource } from '@towpath/plugin-score-common';
import { Quiet } from '@towpath/ui';

/** What a resource comes with; nothing for one that the Score file asks for. */
export function BroughtBy({ of }: { of: Pick<Resource, 'broughtBy'> }) {
  if (!of.broughtBy) return null;
  const { type, name } = of.broughtBy;
  return (
    <Quiet>
      brought by {type} {name}
    </Quiet>
  );
}
