import { parseEntityRef } from '@backstage/catalog-model';
import { serviceName } from '@towpath/plugin-environment-common';
import type { ResourceType } from '@towpath/plugin-score-common';

type Sharing = ResourceType['sharing'][number];

/** Who may use what a definition provides, beside the service that it belongs to. */
export interface WhoElse {
  /** Services that the platform names, which need nobody's leave. */
  named: string[];
  /** Whose owner of the resource has to agree, in words. */
  asking: string[];
  /** The service that it belongs to, where the platform says which. */
  owner?: string;
}

/** What the definition says, in names and words. */
export function whoElse({ owner, with: among }: Sharing): WhoElse {
  const { services = [], owners = [], team, system } = among;
  return {
    named: services.map(serviceName),
    asking: [
      ...owners.map(ref => `services of ${parseEntityRef(ref).name}`),
      ...(team ? ['services of the same team'] : []),
      ...(system ? ['services of the same system'] : []),
    ],
    owner: owner && serviceName(owner),
  };
}
