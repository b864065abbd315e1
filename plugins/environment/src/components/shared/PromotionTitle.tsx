import type { Promotion } from '@towpath/plugin-environment-common';
import { serviceName } from '../../lib/serviceName';
import { shortVersion } from '../../lib/shortVersion';

/** What goes where, in a few words. */
export function PromotionTitle({ promotion }: { promotion: Promotion }) {
  const { kind, service, version, to } = promotion;
  return (
    <>
      {kind === 'rollback' && 'roll back '}
      {serviceName(service)} {shortVersion(version)} → {to}
    </>
  );
}
