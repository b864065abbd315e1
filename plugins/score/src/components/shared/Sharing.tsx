import type { Resource } from '@towpath/plugin-score-common';
import { Quiet } from '@towpath/ui';
import { ownedByAnother, usedBy } from '../../lib/sharing';
import { ServiceLink } from './ServiceLink';

/** What {@link Sharing} needs. */
export interface SharingProps {
  resource: Resource;
  /** Entity reference of the service whose page it is. */
  service: string;
}

/** Whose a resource is, where it is another service's, and else who uses it as well. Nothing where nobody shares it. */
export function Sharing({ resource, service }: SharingProps) {
  const owner = ownedByAnother(resource, service);
  if (owner) {
    return (
      <Quiet>
        of <ServiceLink service={owner} />
      </Quiet>
    );
  }
  const users = usedBy(resource);
  return users ? <Quiet>{users}</Quiet> : null;
}
