import { parseEntityRef } from '@backstage/catalog-model';
import {
  EntityRefLink,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';

/** Somebody, as a link when the catalog knows them. */
export function Person({ by }: { by: string }) {
  if (!by.includes(':')) return <>{by}</>;
  return (
    <EntityRefLink
      entityRef={by}
      title={humanizeEntityRef(parseEntityRef(by), { defaultKind: 'user' })}
      hideIcon
    />
  );
}
