import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Quiet } from '@towpath/ui';

/** Who answers for something of the platform's; nothing where nobody is named. */
export function OwnedBy({ owner }: { owner?: string }) {
  if (!owner) return null;
  return (
    <Quiet component="span">
      Owner: <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
    </Quiet>
  );
}
