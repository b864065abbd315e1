import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Promotion } from '@towpath/plugin-environment-common';
import { Version } from '../shared/Version';

/** What goes where, with a way to the service. */
export function PromotionHeading({ promotion }: { promotion: Promotion }) {
  const { kind, service, version, from, to, fromVersion } = promotion;
  return (
    <>
      {kind === 'rollback' && 'Roll back '}
      <EntityRefLink
        entityRef={service}
        defaultKind="component"
        hideIcon
      />{' '}
      {fromVersion && (
        <>
          <Version of={fromVersion} />
          {' → '}
        </>
      )}
      <Version of={version} />
      {from ? `, ${from} → ${to}` : ` in ${to}`}
    </>
  );
}
